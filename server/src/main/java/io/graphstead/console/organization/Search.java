package io.graphstead.console.organization;

import io.graphstead.console.Words;
import io.graphstead.fleet.DeploymentSearch;
import io.graphstead.fleet.DeploymentSearch.Order;
import io.graphstead.fleet.DeploymentSearch.State;
import io.graphstead.identity.Ids;
import io.graphstead.identity.ProjectId;
import io.micronaut.http.HttpParameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Which databases are shown, and in which order. All of it stands in the page's address.
 *
 * @param text part of a name, an environment, a version or a URL
 * @param engine only of this one; empty for all
 * @param environment only in the one of this id; empty for all
 * @param state only those that are so; empty for all
 * @param sort by what: {@code name}, {@code state}, {@code environment}, {@code version} or {@code newest}
 */
public record Search(String text, String engine, String environment, String state, String sort, int page) {
    private static final int MOST_PAGES = 100_000;
    private static final int LONGEST_TEXT = 200;
    private static final UUID NONE = new UUID(0, 0);

    static Search of(HttpParameters parameters) {
        return new Search(
                shortened(parameters.getFirst("q").orElse("")),
                shortened(parameters.getFirst("engine").orElse("")),
                parameters.getFirst("environment").orElse(""),
                parameters.getFirst("state").orElse(""),
                parameters.getFirst("sort").orElse("name"),
                parameters
                        .getFirst("page")
                        .filter(text -> text.matches("[0-9]{1,5}"))
                        .map(Integer::parseInt)
                        .filter(page -> page >= 1 && page < MOST_PAGES)
                        .orElse(1));
    }

    /** Nothing that is searched is longer, and PostgreSQL's text takes every character but this one. */
    private static String shortened(String text) {
        String clean = text.replace('\0', ' ').strip();
        return clean.substring(0, Math.min(clean.length(), LONGEST_TEXT));
    }

    /** Whether anything is left out. */
    public boolean narrows() {
        return !text.isEmpty() || !engine.isEmpty() || !environment.isEmpty() || !state.isEmpty();
    }

    /** The same for the fleet, which knows no page's words: unknown ones count as not said. */
    DeploymentSearch of(int perPage) {
        return new DeploymentSearch(
                text,
                Optional.of(engine).filter(word -> !word.isEmpty()),
                // An environment that is none finds nothing.
                Optional.of(environment)
                        .filter(word -> !word.isEmpty())
                        .map(word -> new ProjectId(Ids.parse(word).orElse(NONE))),
                Stream.of(State.values())
                        .filter(each -> word(each).equals(state))
                        .findFirst(),
                switch (sort) {
                    case "state" -> Order.STATE;
                    case "environment" -> Order.PROJECT;
                    case "version" -> Order.VERSION;
                    case "newest" -> Order.NEWEST;
                    default -> Order.NAME;
                },
                page,
                perPage);
    }

    static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** The states to choose from. */
    public List<Choice> states() {
        return Stream.of(State.values())
                .map(each -> new Choice(
                        word(each), Words.sentence(word(each)), word(each).equals(state)))
                .toList();
    }

    Search on(int other) {
        return new Search(text, engine, environment, state, sort, other);
    }

    /** The query of the same search at another page. */
    public String at(int other) {
        return "?q=" + encoded(text) + "&engine=" + encoded(engine) + "&environment=" + encoded(environment) + "&state="
                + encoded(state) + "&sort=" + encoded(sort) + "&page=" + other;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
