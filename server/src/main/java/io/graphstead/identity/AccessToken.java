package io.graphstead.identity;

import java.time.Duration;

/** A token that was just made, and how long it is good for. */
public record AccessToken(String value, Duration lifetime) {
    @Override
    public String toString() {
        return "AccessToken[hidden]";
    }
}
