package io.graphstead.console.organization;

import io.graphstead.api.Allows;
import io.graphstead.audit.AuditReader;
import io.graphstead.console.Frame;
import io.graphstead.console.Frames;
import io.graphstead.console.Visit;
import io.graphstead.identity.ApiClients;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Members;
import io.graphstead.identity.Organization;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Organizations;
import io.graphstead.identity.Role;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.HashMap;
import java.util.Map;

/** An organization's audit log. */
@Controller("/console/organizations/{organizationId}/audit")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AuditController {
    private final AuditReader reader;
    private final AuditPages pages;
    private final Organizations organizations;
    private final Members members;
    private final ApiClients clients;
    private final Frames frames;

    AuditController(
            AuditReader reader,
            AuditPages pages,
            Organizations organizations,
            Members members,
            ApiClients clients,
            Frames frames) {
        this.reader = reader;
        this.pages = pages;
        this.organizations = organizations;
        this.members = members;
        this.clients = clients;
        this.frames = frames;
    }

    @Get
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> show(Visit visit, OrganizationId organizationId) {
        Map<String, String> names = new HashMap<>();
        members.emails(visit.caller(), organizationId)
                .forEach((person, email) -> names.put("person:" + Ids.text(person.value()), email));
        clients.list(visit.caller(), organizationId)
                .forEach(client -> names.put("client:" + Ids.text(client.id().value()), client.label()));
        return pages.show(
                visit,
                frames.of(visit, "Audit", Frame.Place.AUDIT, organizationId),
                "/console/organizations/" + Ids.text(organizationId.value()) + "/audit",
                "Audit",
                names,
                (query, token, limit) -> reader.page(visit.caller(), organizationId, query, token, limit));
    }

    @Get("/file")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> file(Visit visit, OrganizationId organizationId) {
        Organization organization = organizations.get(visit.caller(), organizationId, Role.ADMINISTRATOR);
        return pages.file(
                visit,
                "audit-" + organization.slug(),
                (query, token, limit) -> reader.page(visit.caller(), organizationId, query, token, limit));
    }
}
