package io.graphstead.identity;

import java.util.UUID;

/** Names one project for ever. */
public record ProjectId(UUID value) {
    public static ProjectId random() {
        return new ProjectId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
