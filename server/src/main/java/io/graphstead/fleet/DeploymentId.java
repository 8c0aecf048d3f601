package io.graphstead.fleet;

import java.util.UUID;

/** Names one deployment for ever. */
public record DeploymentId(UUID value) {
    public static DeploymentId random() {
        return new DeploymentId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
