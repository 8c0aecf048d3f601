package io.graphstead.identity;

import java.util.UUID;

/** Names one membership, from its invitation on. */
public record MemberId(UUID value) {
    public static MemberId random() {
        return new MemberId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
