package io.graphstead.archive;

/** An archive is not taken in; the message says what is wrong with it and what to do. */
public final class RefusedArchive extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedArchive(String words) {
        super(words);
    }

    public RefusedArchive(String words, Exception cause) {
        super(words, cause);
    }

    /** Never null, unlike {@link #getMessage}. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
