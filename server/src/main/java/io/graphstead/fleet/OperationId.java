package io.graphstead.fleet;

import java.util.UUID;

/** Names one operation for ever. */
public record OperationId(UUID value) {
    public static OperationId random() {
        return new OperationId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
