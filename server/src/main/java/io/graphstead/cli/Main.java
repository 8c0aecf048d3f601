package io.graphstead.cli;

/** Where every {@code graphstead} command begins. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        throw new UnsupportedOperationException(String.join(" ", args));
    }
}
