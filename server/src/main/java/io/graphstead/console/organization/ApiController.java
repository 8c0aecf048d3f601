package io.graphstead.console.organization;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Allows;
import io.graphstead.catalog.Catalog;
import io.graphstead.console.Frame;
import io.graphstead.console.Frames;
import io.graphstead.console.Pages;
import io.graphstead.console.ServerAddress;
import io.graphstead.console.Visit;
import io.graphstead.console.organization.ApiView.Api;
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

/** Both APIs for those who write programs: the first calls, and a reference in which calls can be tried. */
@Controller("/console/organizations/{organizationId}")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ApiController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final Organizations organizations;
    private final Projects projects;
    private final Catalog catalog;
    private final Frames frames;

    ApiController(Organizations organizations, Projects projects, Catalog catalog, Frames frames) {
        this.organizations = organizations;
        this.projects = projects;
        this.catalog = catalog;
        this.frames = frames;
    }

    @Get("/gdb-api")
    @Allows(Role.READER)
    HttpResponse<?> graphenedb(Visit visit, OrganizationId organizationId) {
        return Pages.html(TEMPLATES.organizationApi(
                frame(visit, Api.GRAPHENEDB, organizationId), view(visit, Api.GRAPHENEDB, organizationId)));
    }

    @Get("/gdb-api/reference")
    @Allows(Role.READER)
    HttpResponse<?> graphenedbReference(Visit visit, OrganizationId organizationId) {
        return Pages.html(TEMPLATES.organizationApiReference(
                frame(visit, Api.GRAPHENEDB, organizationId), view(visit, Api.GRAPHENEDB, organizationId)));
    }

    @Get("/typedb-api")
    @Allows(Role.READER)
    HttpResponse<?> typedb(Visit visit, OrganizationId organizationId) {
        return Pages.html(TEMPLATES.organizationApi(
                frame(visit, Api.TYPEDB, organizationId), view(visit, Api.TYPEDB, organizationId)));
    }

    @Get("/typedb-api/reference")
    @Allows(Role.READER)
    HttpResponse<?> typedbReference(Visit visit, OrganizationId organizationId) {
        return Pages.html(TEMPLATES.organizationApiReference(
                frame(visit, Api.TYPEDB, organizationId), view(visit, Api.TYPEDB, organizationId)));
    }

    private ApiView view(Visit visit, Api api, OrganizationId id) {
        Organization organization = organizations.get(visit.caller(), id, Role.READER);
        List<EnvironmentLine> environments = projects.list(visit.caller()).stream()
                .filter(project -> project.organizationId().equals(id))
                .map(project -> EnvironmentLine.of(project, 0))
                .toList();
        String address = ServerAddress.of(visit.request());
        var first = environments.stream().findFirst();
        return ApiView.of(
                api,
                organization,
                address,
                environments,
                switch (api) {
                    case GRAPHENEDB -> FirstCalls.graphenedb(catalog, address, first);
                    case TYPEDB -> FirstCalls.typedb(catalog, address, organization.slug(), first);
                });
    }

    private Frame frame(Visit visit, Api api, OrganizationId organization) {
        Frame.Place place = switch (api) {
            case GRAPHENEDB -> Frame.Place.GDB_API;
            case TYPEDB -> Frame.Place.TYPEDB_API;
        };
        return frames.of(visit, api.title(), place, organization);
    }
}
