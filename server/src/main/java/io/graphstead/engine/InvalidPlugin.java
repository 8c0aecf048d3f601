package io.graphstead.engine;

/** An upload that is no plugin of the engine. Its message is for people: what is wrong with the file and what is taken. */
public final class InvalidPlugin extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidPlugin(String message) {
        super(message);
    }
}
