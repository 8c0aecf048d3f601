package io.graphstead.cli.doctor;

/**
 * What was found about one thing.
 *
 * @param subject the thing, in one or two words
 * @param what what was found
 * @param remedy what to do about it; empty when there is nothing to do
 */
public record Finding(Level level, String subject, String what, String remedy) {
    /** How bad it is. */
    public enum Level {
        OK("OK"),
        /** It runs, with less than it could have. */
        WARNING("warning"),
        /** It does not run like this. */
        PROBLEM("problem");

        private final String word;

        Level(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    static Finding ok(String subject, String what) {
        return new Finding(Level.OK, subject, what, "");
    }

    static Finding warning(String subject, String what, String remedy) {
        return new Finding(Level.WARNING, subject, what, remedy);
    }

    static Finding problem(String subject, String what, String remedy) {
        return new Finding(Level.PROBLEM, subject, what, remedy);
    }
}
