package io.graphstead.audit;

import io.graphstead.identity.OrganizationId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One thing that was changed, refused or failed. Holds no secret: nothing of a body, no query and no path.
 *
 * @param organization whose administrators may read it; empty for what only the installation sees
 * @param actor {@code installation}, {@code client:ID}, {@code person:ID} or {@code anonymous}
 * @param action a stable word such as {@code database.create}
 * @param resource the thing it is about, such as {@code database:ID}, or {@code -}
 * @param resourceIds every id that was named, to find it by
 * @param times how many equal refusals it stands for
 */
public record AuditEvent(
        UUID id,
        Instant at,
        Optional<OrganizationId> organization,
        String actor,
        String action,
        String resource,
        List<String> resourceIds,
        Outcome outcome,
        int status,
        String method,
        String requestId,
        String address,
        int times) {
    /** How it ended. */
    public enum Outcome {
        DONE,
        REFUSED,
        /** By a fault of the server; what was to be done may or may not have been done. */
        FAILED
    }

    public AuditEvent {
        resourceIds = List.copyOf(resourceIds);
    }

    /** Whether both are refusals of the same thing to the same caller, of which one need be kept. */
    boolean repeats(AuditEvent before) {
        return outcome == Outcome.REFUSED
                && before.outcome == Outcome.REFUSED
                && status == before.status
                && actor.equals(before.actor)
                && action.equals(before.action)
                && resource.equals(before.resource)
                && address.equals(before.address)
                && organization.equals(before.organization);
    }

    /** The same, standing for more. */
    AuditEvent times(int all) {
        return new AuditEvent(
                id,
                at,
                organization,
                actor,
                action,
                resource,
                resourceIds,
                outcome,
                status,
                method,
                requestId,
                address,
                all);
    }
}
