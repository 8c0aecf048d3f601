package io.graphstead.cli;

import io.graphstead.cli.terminal.Terminal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Somebody at a terminal who types what he was told to, or nobody. */
final class Typist implements Terminal {
    private final boolean there;
    private final Deque<String> answers;
    private final List<String> questions = new ArrayList<>();
    private final String input;

    private Typist(boolean there, List<String> answers, String input) {
        this.there = there;
        this.answers = new ArrayDeque<>(answers);
        this.input = input;
    }

    static Typist nobody() {
        return new Typist(false, List.of(), "");
    }

    static Typist typing(String... answers) {
        return new Typist(true, List.of(answers), "");
    }

    static Typist piping(String input) {
        return new Typist(false, List.of(), input);
    }

    List<String> questions() {
        return questions;
    }

    @Override
    public boolean isThere() {
        return there;
    }

    @Override
    public Optional<String> ask(String question) {
        questions.add(question);
        return Optional.ofNullable(answers.poll());
    }

    @Override
    public Optional<String> askSecret(String question) {
        return ask(question);
    }

    @Override
    public String standardInput() {
        return input;
    }
}
