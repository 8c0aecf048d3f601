package io.graphstead.identity;

import java.util.UUID;

/** Names one session for its person; opens nothing. */
public record SessionId(UUID value) {
    static SessionId random() {
        return new SessionId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
