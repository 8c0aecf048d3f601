package io.graphstead.refusal;

import java.time.Duration;
import java.util.List;

/** Why something is not done. Every one says in {@link #words} what was asked, why not, and what to do. */
public sealed interface Refusal {
    String words();

    /** No credentials, or credentials that are not valid (any more). */
    record Unauthenticated(String words) implements Refusal {}

    /**
     * A caller who is known may not do this.
     *
     * @param reach how far the thing is from what the caller may see; dialects differ in what they admit to
     */
    record NoAccess(Reach reach, String what, String words) implements Refusal {
        /** From farthest to nearest. */
        public enum Reach {
            /** Of another organization: answered exactly like what does not exist. */
            OTHER_ORGANIZATION,
            /** Of the same organization, in a project where the caller has no role. */
            OTHER_PROJECT,
            /** In a project where the caller has a role, but a lower one than this needs. */
            ROLE_TOO_LOW
        }
    }

    /** There is no such thing. {@code what} is its kind in the fleet's words: {@code deployment}. */
    record NotFound(String what, String id) implements Refusal {
        @Override
        public String words() {
            return "no " + what + " " + id + " here";
        }
    }

    /**
     * A field is missing, of the wrong type or has a value that is not allowed.
     *
     * @param field its name in the request
     * @param rule which kind of rule it breaks
     * @param words what is wrong with it and what would be allowed
     */
    record InvalidField(String field, Rule rule, String words) implements Refusal {
        /** What can be wrong with a field. */
        public enum Rule {
            MISSING,
            /** The request has no such field. */
            UNKNOWN,
            WRONG_TYPE,
            /** Of the right type, and no value that it may have. */
            NOT_ALLOWED,
            /** Smaller than what is there, and it can only grow. */
            SHRINKS
        }

        /** One whose value is not allowed. */
        public InvalidField(String field, String words) {
            this(field, Rule.NOT_ALLOWED, words);
        }
    }

    /** The request as a whole cannot be understood, such as broken JSON. */
    record Malformed(String words) implements Refusal {}

    /** A change that changes nothing because it names nothing. */
    record EmptyChange(String words) implements Refusal {}

    record NameTaken(String field, String name, String where) implements Refusal {
        @Override
        public String words() {
            return field + " \"" + name + "\" is taken in " + where + "; choose another name";
        }
    }

    /** The release is not known or cannot be had here now. */
    record UnknownVersion(String asked, List<String> available, String words) implements Refusal {}

    /** Something this needs is missing on the machine that would run it, such as a Java. */
    record CannotRun(String words) implements Refusal {}

    /** The thing is in a state from which this cannot be done. States are in the fleet's words. */
    record WrongState(String asked, String state, String words) implements Refusal {}

    /** Another operation is running on it. */
    record Busy(String runningOperation, String operationId) implements Refusal {
        @Override
        public String words() {
            return "operation " + runningOperation + " (" + operationId
                    + ") is running on it; wait until it has finished, then try again";
        }
    }

    /** It is protected against being deleted. */
    record Protected(String words) implements Refusal {}

    /** It does not fit: memory, disk, a quota. {@code resource} is the field that would have to change. */
    record DoesNotFit(String resource, String words) implements Refusal {}

    /** It still holds something. */
    record NotEmpty(String what, String words) implements Refusal {}

    record TooManyRequests(Duration retryAfter) implements Refusal {
        @Override
        public String words() {
            return "too many requests; try again in " + Math.max(1, retryAfter.toSeconds()) + " s";
        }
    }

    /** The server cannot say or do it now, such as while its PostgreSQL is gone. */
    record Unavailable(String words) implements Refusal {}
}
