package io.graphstead.console.organization;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Allows;
import io.graphstead.console.Frame;
import io.graphstead.console.Frames;
import io.graphstead.console.Pages;
import io.graphstead.console.ServerAddress;
import io.graphstead.console.Visit;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Organization;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Organizations;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Role;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** The first calls of the API, with this server's address and the organization's ids filled in. */
@Controller("/console/organizations/{organizationId}/gdb-api")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class GdbApiController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final Organizations organizations;
    private final Projects projects;
    private final Frames frames;

    GdbApiController(Organizations organizations, Projects projects, Frames frames) {
        this.organizations = organizations;
        this.projects = projects;
        this.frames = frames;
    }

    @Get
    @Allows(Role.READER)
    HttpResponse<?> show(Visit visit, OrganizationId organizationId) {
        Organization organization = organizations.get(visit.caller(), organizationId, Role.READER);
        List<EnvironmentLine> environments = projects.list(visit.caller()).stream()
                .filter(project -> project.organizationId().equals(organizationId))
                .map(project -> EnvironmentLine.of(project, 0))
                .toList();
        return Pages.html(TEMPLATES.organizationGdbApi(
                frames.of(visit, "GDB API", Frame.Place.GDB_API, organizationId),
                ServerAddress.of(visit.request()),
                Ids.text(organizationId.value()),
                organization.slug(),
                environments));
    }
}
