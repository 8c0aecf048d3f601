package io.graphstead.console.database;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Allows;
import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Release;
import io.graphstead.catalog.Size;
import io.graphstead.catalog.StorageType;
import io.graphstead.console.DatabaseLine;
import io.graphstead.console.Form;
import io.graphstead.console.Frame;
import io.graphstead.console.Frames;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.console.database.NewForm.ReleaseChoice;
import io.graphstead.console.organization.EnvironmentLine;
import io.graphstead.fleet.Accepted;
import io.graphstead.fleet.DeploymentName;
import io.graphstead.fleet.FirstPassword;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.NewDeployment;
import io.graphstead.fleet.ReleaseView;
import io.graphstead.identity.Ids;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Organizations;
import io.graphstead.identity.Placement;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Right;
import io.graphstead.identity.Role;
import io.graphstead.identity.Touched;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Comparator;
import java.util.List;

/** Makes a database from one page on which everything but the name is chosen already. */
@Controller("/console/organizations/{organizationId}/databases")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class NewDatabaseController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final Organizations organizations;
    private final Projects projects;
    private final Fleet fleet;
    private final Catalog catalog;
    private final Frames frames;

    NewDatabaseController(Organizations organizations, Projects projects, Fleet fleet, Catalog catalog, Frames frames) {
        this.organizations = organizations;
        this.projects = projects;
        this.fleet = fleet;
        this.catalog = catalog;
        this.frames = frames;
    }

    @Get("/new")
    @Allows(Role.READER)
    HttpResponse<?> ask(Visit visit, OrganizationId organizationId) {
        organizations.get(visit.caller(), organizationId, Role.READER);
        String environment =
                visit.request().getParameters().getFirst("environment").orElse("");
        return page(visit, organizationId, HttpStatus.OK, new Chosen(environment, "", "", ""), "");
    }

    /** What was chosen before; empty text where nothing was. */
    private record Chosen(String environment, String name, String release, String plan) {}

    @Post
    @Allows(Role.WRITER)
    HttpResponse<?> create(Visit visit, OrganizationId organizationId, Form form) {
        organizations.get(visit.caller(), organizationId, Role.READER);
        Chosen chosen =
                new Chosen(form.text("environment"), form.text("name"), form.text("release"), form.text("plan"));
        try {
            ProjectId id = Ids.parse(chosen.environment())
                    .map(ProjectId::new)
                    .orElseThrow(() -> invalid("environment", "the environment is missing; choose one of the list"));
            Accepted accepted =
                    fleet.create(visit.caller(), wanted(projects.get(visit.caller(), id, Role.WRITER), chosen));
            Touched.made("database", accepted.deployment().id().value());
            return Pages.goTo(Databases.path(accepted.deployment().id()));
        } catch (Refused refused) {
            return page(
                    visit,
                    organizationId,
                    HtmlErrors.status(refused.refusal()),
                    chosen,
                    HtmlErrors.words(refused.refusal()));
        }
    }

    private NewDeployment wanted(Project project, Chosen chosen) {
        Size plan = catalog.size(chosen.plan())
                .filter(size -> size.kind() == Size.Kind.PLAN)
                .orElseThrow(() -> invalid("plan", "the plan is missing; choose one of the list"));
        Release release = catalog.releases().stream()
                .filter(each -> value(each).equals(chosen.release()))
                .findFirst()
                .orElseThrow(() -> invalid("release", "the version is missing; choose one of the list"));
        return new NewDeployment(
                project,
                DeploymentName.parse("name", chosen.name()),
                release,
                plan,
                plan.storageGb(),
                storageType(project.placement()),
                project.placement(),
                false,
                List.of(),
                FirstPassword.GENERATED);
    }

    private String storageType(Placement placement) {
        return catalog.storageTypes().stream()
                .filter(type -> type.provider().equals(placement.provider()))
                .map(StorageType::id)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no storage type for " + placement.provider()));
    }

    private static String value(Release release) {
        return release.engine() + "/" + release.version();
    }

    private static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }

    private HttpResponse<?> page(
            Visit visit, OrganizationId organization, HttpStatus status, Chosen chosen, String problem) {
        List<EnvironmentLine> environments = projects.list(visit.caller()).stream()
                .filter(project -> project.organizationId().equals(organization))
                .filter(project -> visit.caller()
                        .roleOn(project)
                        .filter(role -> role.may(Right.RUN))
                        .isPresent())
                .map(project -> EnvironmentLine.of(project, 0))
                .toList();
        List<ReleaseView> offered = fleet.releases();
        String release = chosen.release().isEmpty() ? defaultRelease(offered) : chosen.release();
        List<Size> plans = catalog.sizes(Size.Kind.PLAN);
        String plan =
                chosen.plan().isEmpty() && !plans.isEmpty() ? plans.getFirst().id() : chosen.plan();
        NewForm form = new NewForm(
                Ids.text(organization.value()),
                environments,
                chosen.environment(),
                chosen.name(),
                offered.stream()
                        .sorted(Comparator.comparing(
                                        (ReleaseView view) -> view.release().engine())
                                .thenComparing(view -> view.release().version(), Comparator.reverseOrder()))
                        .map(view -> choice(view, release))
                        .toList(),
                plans.stream()
                        .map(size -> PlanChoice.of(size, size.id().equals(plan)))
                        .toList(),
                problem);
        return Pages.html(
                status,
                TEMPLATES.databaseNew(frames.of(visit, "New database", Frame.Place.DATABASES, organization), form));
    }

    private static ReleaseChoice choice(ReleaseView view, String chosen) {
        Release release = view.release();
        return new ReleaseChoice(
                value(release),
                DatabaseLine.engine(release.engine()),
                release.version().text(),
                view.installed(),
                view.obstacle().orElse(""),
                value(release).equals(chosen));
    }

    private static String defaultRelease(List<ReleaseView> offered) {
        return offered.stream()
                .filter(view -> view.release().byDefault() && view.available())
                .findFirst()
                .or(() -> offered.stream().filter(ReleaseView::available).findFirst())
                .map(view -> value(view.release()))
                .orElse("");
    }
}
