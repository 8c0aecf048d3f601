package io.graphstead.engine;

/** A password could not be changed. Its message is for people and holds no password. */
public final class CannotChangePassword extends Exception {
    private static final long serialVersionUID = 1L;

    public CannotChangePassword(String message) {
        super(message);
    }
}
