package io.graphstead.platform;

import org.jspecify.annotations.Nullable;

/**
 * Why the server does not start: what was asked, why not, what to do, in words for its operator. Not a fault of the code:
 * it carries no stack trace, and nobody should print one.
 */
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param words one sentence or line per problem, without a secret in it */
    public CannotStart(String words) {
        super(words, null, false, false);
    }

    /** @param cause goes to the log, not to the operator's terminal */
    public CannotStart(String words, @Nullable Throwable cause) {
        super(words, cause, false, false);
    }

    public String words() {
        return String.valueOf(getMessage());
    }
}
