package io.graphstead.console.organization;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Allows;
import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Region;
import io.graphstead.console.Done;
import io.graphstead.console.Form;
import io.graphstead.console.Frame;
import io.graphstead.console.Frames;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.fleet.Directory;
import io.graphstead.identity.Ids;
import io.graphstead.identity.NewProject;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Organizations;
import io.graphstead.identity.Placement;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectChange;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Role;
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
import java.util.List;
import java.util.Optional;

/** Environments: seen by all of their members, made, changed and deleted by administrators. */
@Controller("/console")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class EnvironmentsController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final Organizations organizations;
    private final Projects projects;
    private final Directory directory;
    private final Catalog catalog;
    private final Frames frames;

    EnvironmentsController(
            Organizations organizations, Projects projects, Directory directory, Catalog catalog, Frames frames) {
        this.organizations = organizations;
        this.projects = projects;
        this.directory = directory;
        this.catalog = catalog;
        this.frames = frames;
    }

    @Get("/organizations/{organizationId}/environments")
    @Allows(Role.READER)
    HttpResponse<?> list(Visit visit, OrganizationId organizationId) {
        organizations.get(visit.caller(), organizationId, Role.READER);
        return page(visit, organizationId, HttpStatus.OK, "", "", "");
    }

    @Post("/organizations/{organizationId}/environments")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> create(Visit visit, OrganizationId organizationId, Form form) {
        organizations.get(visit.caller(), organizationId, Role.ADMINISTRATOR);
        try {
            projects.create(
                    visit.caller(),
                    new NewProject(
                            organizationId,
                            form.given("label"),
                            form.given("own-type").or(() -> form.given("type")),
                            placement(form.text("region")),
                            Optional.empty()));
            return Pages.goTo(path(organizationId), Done.ENVIRONMENT_MADE);
        } catch (Refused refused) {
            return page(
                    visit,
                    organizationId,
                    HtmlErrors.status(refused.refusal()),
                    HtmlErrors.words(refused.refusal()),
                    form.text("label"),
                    form.text("region"));
        }
    }

    private Placement placement(String asked) {
        return catalog.regions().stream()
                .filter(region -> value(region).equals(asked))
                .findFirst()
                .map(region -> new Placement(region.provider(), region.id()))
                .orElseThrow(
                        () -> new Refused(new InvalidField("region", "region is missing; choose one of the list")));
    }

    private static String value(Region region) {
        return region.provider() + "/" + region.id();
    }

    @Post("/environments/{environmentId}")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> change(Visit visit, ProjectId environmentId, Form form) {
        Project project = projects.change(
                visit.caller(),
                environmentId,
                new ProjectChange(
                        form.given("label"),
                        form.given("type"),
                        // A box that is not checked is not sent.
                        Optional.of(form.text("plainBolt").equals("true"))));
        return Pages.goTo(path(project.organizationId()), Done.ENVIRONMENT_CHANGED);
    }

    @Post("/environments/{environmentId}/delete")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> delete(Visit visit, ProjectId environmentId) {
        Project project = projects.get(visit.caller(), environmentId, Role.READER);
        projects.delete(visit.caller(), environmentId);
        return Pages.goTo(path(project.organizationId()), Done.ENVIRONMENT_DELETED);
    }

    private static String path(OrganizationId organization) {
        return "/console/organizations/" + Ids.text(organization.value()) + "/environments";
    }

    private HttpResponse<?> page(
            Visit visit, OrganizationId organization, HttpStatus status, String problem, String label, String region) {
        List<Directory.Count> databases = directory.counts(visit.caller(), organization);
        List<EnvironmentLine> lines = projects.list(visit.caller()).stream()
                .filter(project -> project.organizationId().equals(organization))
                .map(project -> EnvironmentLine.of(project, DatabasesController.in(project, databases)))
                .toList();
        List<Choice> regions = catalog.regions().stream()
                .map(each -> new Choice(
                        value(each),
                        each.name() + " · " + each.provider() + " " + each.id(),
                        value(each).equals(region)))
                .toList();
        return Pages.html(
                status,
                TEMPLATES.organizationEnvironments(
                        frames.of(visit, "Environments", Frame.Place.ENVIRONMENTS, organization),
                        Ids.text(organization.value()),
                        lines,
                        regions,
                        problem,
                        label));
    }
}
