package io.graphstead.console.organization;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import io.graphstead.api.Allows;
import io.graphstead.catalog.Catalog;
import io.graphstead.console.DatabaseLine;
import io.graphstead.console.Frame;
import io.graphstead.console.Frames;
import io.graphstead.console.Live;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.console.Words;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.Directory;
import io.graphstead.fleet.Snapshots;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Organizations;
import io.graphstead.identity.Project;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Right;
import io.graphstead.identity.Role;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An organization's databases at a glance: searched, sorted, in pages, and live as far as they are shown. */
@Controller("/console/organizations/{organizationId}")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class DatabasesController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();
    private static final int PER_PAGE = 25;

    private final Organizations organizations;
    private final Projects projects;
    private final Directory directory;
    private final Catalog catalog;
    private final Frames frames;
    private final Live live;
    private final Snapshots snapshots;
    private final Clock clock;

    DatabasesController(
            Organizations organizations,
            Projects projects,
            Directory directory,
            Catalog catalog,
            Frames frames,
            Live live,
            Snapshots snapshots,
            Clock clock) {
        this.organizations = organizations;
        this.projects = projects;
        this.directory = directory;
        this.catalog = catalog;
        this.frames = frames;
        this.live = live;
        this.snapshots = snapshots;
        this.clock = clock;
    }

    @Get
    @Allows(Role.READER)
    HttpResponse<?> show(Visit visit, OrganizationId organizationId) {
        organizations.get(visit.caller(), organizationId, Role.READER);
        Glance glance = glance(visit, organizationId);
        if (visit.request().getHeaders().contains("HX-Request")) {
            return Pages.html(TEMPLATES.organizationTable(glance));
        }
        return Pages.html(TEMPLATES.organizationDatabases(
                frames.of(visit, "Databases", Frame.Place.DATABASES, organizationId), glance));
    }

    private Glance glance(Visit visit, OrganizationId organization) {
        Search search = Search.of(visit.request().getParameters());
        List<Project> environments = projects.list(visit.caller()).stream()
                .filter(project -> project.organizationId().equals(organization))
                .toList();
        List<Directory.Count> counts = directory.counts(visit.caller(), organization);
        Directory.Found found = directory.find(visit.caller(), organization, counts, search.of(PER_PAGE));
        return new Glance(
                Ids.text(organization.value()),
                search.on(found.page()),
                found.shown().stream()
                        .map(view -> DatabaseLine.of(view, catalog))
                        .toList(),
                lastSnapshots(found.shown()),
                counts.stream().mapToLong(Directory.Count::incidents).sum(),
                found.all(),
                counts.stream().mapToLong(Directory.Count::deployments).sum(),
                found.pages(),
                counts.stream().map(Directory.Count::engine).distinct().toList(),
                environments.stream()
                        .map(project -> EnvironmentLine.of(project, in(project, counts)))
                        .toList(),
                environments.stream().anyMatch(project -> mayMake(visit.caller(), project)));
    }

    static long in(Project project, List<Directory.Count> counts) {
        return counts.stream()
                .filter(count -> count.project().equals(project.id()))
                .mapToLong(Directory.Count::deployments)
                .sum();
    }

    /** When the newest good snapshot of each was made. */
    private Map<String, String> lastSnapshots(List<DeploymentView> shown) {
        Map<String, String> made = new HashMap<>();
        snapshots
                .newest(shown)
                .forEach((id, snapshot) ->
                        made.put(Ids.text(id.value()), Words.ago(snapshot.createdAt(), clock.instant())));
        return made;
    }

    private static boolean mayMake(Caller caller, Project project) {
        return caller.roleOn(project).filter(role -> role.may(Right.RUN)).isPresent();
    }

    /** No HEAD: who asks for nothing but headers would never take what follows. */
    @Get(value = "/events", headRoute = false)
    @Allows(Role.READER)
    HttpResponse<?> events(Visit visit, OrganizationId organizationId) {
        organizations.get(visit.caller(), organizationId, Role.READER);
        List<DeploymentId> shown = Stream.of(visit.request()
                        .getParameters()
                        .getFirst("ids")
                        .orElse("")
                        .split(",", -1))
                .limit(PER_PAGE)
                .flatMap(text -> Ids.parse(text).stream())
                .map(DeploymentId::new)
                .toList();
        return live.stream(() -> states(visit.caller(), shown));
    }

    private Map<String, JteModel> states(Caller caller, List<DeploymentId> shown) {
        Map<String, JteModel> parts = new LinkedHashMap<>();
        for (DeploymentId id : shown) {
            String element = "d" + Ids.text(id.value());
            parts.put(element, TEMPLATES.stateGone(element));
        }
        for (DeploymentView view : directory.visible(caller, shown)) {
            DatabaseLine line = DatabaseLine.of(view, catalog);
            parts.put(line.elementId(), TEMPLATES.state(line.elementId(), line.state()));
        }
        return parts;
    }
}
