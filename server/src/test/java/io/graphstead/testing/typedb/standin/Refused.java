package io.graphstead.testing.typedb.standin;

/** The program ends with this exit code and these words. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    final int exitCode;

    Refused(int exitCode, String words) {
        super(words);
        this.exitCode = exitCode;
    }
}
