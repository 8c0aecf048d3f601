package io.graphstead.fleet;

import java.util.OptionalInt;

/**
 * What becomes of a deployment that nobody uses.
 *
 * @param pauseAfterMinutes after how long without traffic it is paused; empty: never
 * @param wakeOnConnect whether a client that connects has it resumed, if it was paused by this rule
 */
public record IdleRule(OptionalInt pauseAfterMinutes, boolean wakeOnConnect) {
    /** As every deployment has it at first. */
    public static final IdleRule OFF = new IdleRule(OptionalInt.empty(), false);

    public static final int LONGEST_MINUTES = 30 * 24 * 60;

    public IdleRule {
        pauseAfterMinutes.ifPresent(minutes -> {
            if (minutes < 1 || minutes > LONGEST_MINUTES) {
                throw new IllegalArgumentException(minutes + " minutes are not between 1 and " + LONGEST_MINUTES);
            }
        });
    }
}
