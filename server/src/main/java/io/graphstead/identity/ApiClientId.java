package io.graphstead.identity;

import java.util.UUID;

/** Names one API client for ever; as 32 hexadecimal digits it is the client id of both token endpoints. */
public record ApiClientId(UUID value) {
    public static ApiClientId random() {
        return new ApiClientId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
