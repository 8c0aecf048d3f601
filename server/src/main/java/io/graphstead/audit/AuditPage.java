package io.graphstead.audit;

import java.util.List;
import java.util.Optional;

/**
 * Some events, newest first.
 *
 * @param next where the following ones begin; empty when there are none
 */
public record AuditPage(List<AuditEvent> events, Optional<String> next) {
    public AuditPage {
        events = List.copyOf(events);
    }
}
