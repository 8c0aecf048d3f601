package io.graphstead.cli.terminal;

/** A command that cannot be carried out as it was given; in words that say what to do. Exit code 2. */
public final class Misused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Misused(String words) {
        super(words);
    }
}
