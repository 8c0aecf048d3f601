package io.graphstead.api.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.api.graphenedb.WireDate;
import io.graphstead.audit.AuditEvent;
import io.graphstead.identity.Ids;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An event as contract §7 shows it. */
public record AuditJson(
        String id,
        String at,
        String actor,
        String action,
        String resource,
        String outcome,
        String requestId,
        DetailsJson details) {

    /**
     * @param time the moment with its fractions
     * @param organizationId absent for what is of no organization
     * @param ids every id that was named
     * @param times how many equal refusals it stands for
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record DetailsJson(
            String time,
            String method,
            int status,
            String address,
            List<String> ids,
            int times,
            Optional<String> organizationId) {}

    public static AuditJson of(AuditEvent event) {
        return new AuditJson(
                Ids.text(event.id()),
                WireDate.of(event.at()),
                event.actor(),
                event.action(),
                event.resource(),
                event.outcome().name().toLowerCase(Locale.ROOT),
                event.requestId(),
                new DetailsJson(
                        event.at().toString(),
                        event.method(),
                        event.status(),
                        event.address(),
                        event.resourceIds(),
                        event.times(),
                        event.organization().map(organization -> Ids.text(organization.value()))));
    }

    /** The list in its wrapper. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record ListJson(List<AuditJson> events, Optional<String> nextPageToken) {}
}
