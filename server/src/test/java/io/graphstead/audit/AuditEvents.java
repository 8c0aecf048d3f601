package io.graphstead.audit;

import io.graphstead.audit.AuditEvent.Outcome;
import io.graphstead.identity.Ids;
import io.graphstead.identity.OrganizationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Events for tests of other packages. */
public final class AuditEvents {
    private AuditEvents() {}

    /** Stores that many of the organization, by nobody. */
    public static void store(Jdbi jdbi, String organization, int count) {
        OrganizationId id = new OrganizationId(Ids.parse(organization).orElseThrow());
        List<AuditEvent> events = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            events.add(new AuditEvent(
                    UUID.randomUUID(),
                    Instant.parse("1994-11-06T08:49:37Z"),
                    Optional.of(id),
                    "anonymous",
                    "thing.create",
                    "-",
                    List.of(),
                    Outcome.DONE,
                    200,
                    "POST",
                    "request",
                    "127.0.0.1",
                    1));
        }
        new AuditStore(jdbi).add(events);
    }
}
