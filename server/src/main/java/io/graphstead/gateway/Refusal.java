package io.graphstead.gateway;

import java.util.Locale;

/** Why a client was not let through. */
enum Refusal {
    /** No network rule allows its address. */
    RULE("Neo.ClientError.Security.Forbidden", 403),
    /** It did not encrypt, where it must. */
    PLAIN("Neo.ClientError.Security.EncryptionRequired", 400),
    /** There are as many connections as there may be. */
    LIMIT("Neo.TransientError.Request.NoThreadsAvailable", 503),
    /** The database does not serve at this moment. Drivers try again by themselves. */
    AWAY("Neo.TransientError.General.DatabaseUnavailable", 503),
    /**
     * It does not serve until somebody does something about it. Drivers give up at once, and pass the words on: those that
     * route do so with no other code that would fit, and say only that they cannot connect.
     */
    RESTING("Neo.ClientError.Security.Forbidden", 503),
    /** Its connection URL leads to another database since; it was given time to go by itself. */
    MOVED("Neo.TransientError.General.DatabaseUnavailable", 503),
    /** The engine has no such way in. */
    NO_WAY("Neo.ClientError.Request.Invalid", 404),
    /** It spoke nothing that is known, or too slowly. */
    GARBAGE("Neo.ClientError.Request.Invalid", 400),
    TIMEOUT("Neo.ClientError.Request.Invalid", 408);

    private final String boltCode;
    private final int httpStatus;

    Refusal(String boltCode, int httpStatus) {
        this.boltCode = boltCode;
        this.httpStatus = httpStatus;
    }

    String boltCode() {
        return boltCode;
    }

    int httpStatus() {
        return httpStatus;
    }

    /** As it is called in metrics. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** With what the client is told. */
    record Told(Refusal why, String words) {}
}
