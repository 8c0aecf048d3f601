package io.graphstead.fleet;

import java.util.Optional;

/** What clients do with deployments, as the gateway counts it. Implemented where the server is put together. */
public interface ConnectionUse {
    /**
     * Of one deployment since this server has it.
     *
     * @param connections open connections
     * @param opened connections that there were, the open ones too
     * @param bytesIn from clients
     * @param bytesOut to clients
     * @param refused connections that were not let through
     * @param unanswered open connections whose client waits for an answer, where the gateway can tell
     */
    record Counters(long connections, long opened, long bytesIn, long bytesOut, long refused, long unanswered) {}

    /** Empty while the gateway does not know the deployment. */
    Optional<Counters> of(DeploymentId id);
}
