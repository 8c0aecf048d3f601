package io.graphstead.identity;

/** How far a sign-in has come. */
public sealed interface SignInStep {
    /** A session has begun. */
    record Done(SessionSecret secret) implements SignInStep {}

    /**
     * A code of the second factor is missing. This is no session: it opens nothing.
     *
     * @param ticket for {@link Sessions#finish}, good for five minutes
     */
    record CodeNeeded(String ticket) implements SignInStep {
        @Override
        public String toString() {
            return "CodeNeeded[hidden]";
        }
    }

    /** What was given is wrong. */
    record Wrong() implements SignInStep {}
}
