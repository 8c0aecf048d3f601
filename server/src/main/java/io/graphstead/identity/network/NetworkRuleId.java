package io.graphstead.identity.network;

import java.util.UUID;

/** Names one network rule for ever. */
public record NetworkRuleId(UUID value) {
    public static NetworkRuleId random() {
        return new NetworkRuleId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
