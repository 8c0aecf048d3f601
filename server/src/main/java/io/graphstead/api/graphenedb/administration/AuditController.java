package io.graphstead.api.graphenedb.administration;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.api.Allows;
import io.graphstead.api.Answers;
import io.graphstead.api.ForInstallation;
import io.graphstead.api.audit.AuditJson;
import io.graphstead.api.audit.AuditLines;
import io.graphstead.api.audit.AuditQueries;
import io.graphstead.audit.AuditPage;
import io.graphstead.audit.AuditQuery;
import io.graphstead.audit.AuditReader;
import io.graphstead.identity.Caller;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Organizations;
import io.graphstead.identity.Role;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import java.util.OptionalInt;

/** The audit log: contract §7. As pages of JSON, or whole as one JSON object a line for whoever keeps it elsewhere. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class AuditController {
    private static final String LINES = "application/x-ndjson";
    private static final int UNLESS_SAID = 100;

    private final AuditReader reader;
    private final Organizations organizations;
    private final ObjectMapper json;

    AuditController(AuditReader reader, Organizations organizations, ObjectMapper json) {
        this.reader = reader;
        this.organizations = organizations;
        this.json = json;
    }

    /** A page of events, given where it begins and how long it is. */
    interface Pages {
        AuditPage page(AuditQuery query, Optional<String> token, int limit);
    }

    @Get("/organizations/{organizationId}/audit")
    @Allows(Role.ADMINISTRATOR)
    @Produces({MediaType.APPLICATION_JSON, LINES})
    @Answers(
            body = AuditJson.ListJson.class,
            text = LINES,
            query = {"limit", "pageToken", "since", "until", "actor", "resource", "action"})
    HttpResponse<?> ofOrganization(Caller caller, OrganizationId organizationId, HttpRequest<?> request) {
        organizations.get(caller, organizationId, Role.ADMINISTRATOR);
        return answer(request, (query, token, limit) -> reader.page(caller, organizationId, query, token, limit));
    }

    @Get("/audit")
    @ForInstallation
    @Produces({MediaType.APPLICATION_JSON, LINES})
    @Answers(
            body = AuditJson.ListJson.class,
            text = LINES,
            query = {"limit", "pageToken", "since", "until", "actor", "resource", "action"})
    HttpResponse<?> ofAll(Caller caller, HttpRequest<?> request) {
        return answer(request, (query, token, limit) -> reader.page(caller, query, token, limit));
    }

    private HttpResponse<?> answer(HttpRequest<?> request, Pages pages) {
        AuditQuery query = AuditQueries.read(request.getParameters()::getAll);
        Optional<String> token = AuditQueries.pageToken(request.getParameters()::getAll);
        OptionalInt limit = AuditQueries.limit(request.getParameters()::getAll);
        boolean lines =
                request.accept().stream().anyMatch(type -> type.getName().equals(LINES));
        AuditPage first = pages.page(query, token, limit.orElse(lines ? AuditQueries.MOST : UNLESS_SAID));
        if (!lines) {
            return HttpResponse.ok(new AuditJson.ListJson(
                            first.events().stream().map(AuditJson::of).toList(), first.next()))
                    .contentType(MediaType.APPLICATION_JSON_TYPE);
        }
        // Without a limit everything, fetched page by page while it is sent.
        return HttpResponse.ok(new StreamedFile(
                AuditLines.json(
                        json,
                        limit.isPresent() ? new AuditPage(first.events(), Optional.empty()) : first,
                        next -> pages.page(query, Optional.of(next), AuditQueries.MOST)),
                MediaType.of(LINES)));
    }
}
