package io.graphstead.console.database;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Allows;
import io.graphstead.console.Done;
import io.graphstead.console.Form;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.console.organization.Choice;
import io.graphstead.fleet.Accepted;
import io.graphstead.fleet.Cloning;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentName;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.FirstPassword;
import io.graphstead.fleet.NewClone;
import io.graphstead.identity.Project;
import io.graphstead.identity.Role;
import io.graphstead.identity.Touched;
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

/** Makes a database as a copy of another one, which goes on meanwhile. */
@Controller("/console/databases/{databaseId}/clone")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class CloneController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final Databases databases;
    private final Cloning cloning;
    private final Wanted wanted;

    CloneController(Databases databases, Cloning cloning, Wanted wanted) {
        this.databases = databases;
        this.cloning = cloning;
        this.wanted = wanted;
    }

    @Get
    @Allows(Role.WRITER)
    HttpResponse<?> ask(Visit visit, DeploymentId databaseId) {
        DeploymentView view = databases.writable(visit, databaseId);
        return page(visit, view, HttpStatus.OK, view.name() + "-copy", "");
    }

    @Post
    @Allows(Role.WRITER)
    HttpResponse<?> clone(Visit visit, DeploymentId databaseId, Form form) {
        DeploymentView view = databases.writable(visit, databaseId);
        try {
            Accepted accepted = cloning.clone(visit.caller(), databaseId, read(visit, view, form));
            Touched.made("database", accepted.deployment().id().value());
            return Pages.goTo(Databases.path(accepted.deployment().id()), Done.ASKED);
        } catch (Refused refused) {
            return page(
                    visit,
                    view,
                    HtmlErrors.status(refused.refusal()),
                    form.text("name"),
                    HtmlErrors.words(refused.refusal()));
        }
    }

    private NewClone read(Visit visit, DeploymentView source, Form form) {
        Project project = wanted.environment(visit.caller(), form);
        boolean elsewhere = !project.id().equals(source.project().id());
        return new NewClone(
                project,
                DeploymentName.parse("name", form.text("name")),
                // One that is no plan, as clusters have, stays as it is.
                form.given("plan").map(_ -> wanted.plan(form)),
                form.given("version").map(_ -> wanted.release(source.release().engine(), form)),
                elsewhere
                        ? Optional.of(new NewClone.Place(project.placement(), wanted.storageType(project.placement())))
                        : Optional.empty(),
                FirstPassword.GENERATED);
    }

    private HttpResponse<?> page(Visit visit, DeploymentView view, HttpStatus status, String name, String problem) {
        List<Choice> environments = wanted.environments(
                visit.caller(), view.organization().id(), view.project().id());
        return Pages.html(
                status,
                TEMPLATES.databaseClone(
                        databases.frame(visit, view, Page.Tab.OVERVIEW),
                        databases.page(visit.caller(), view, Page.Tab.OVERVIEW),
                        name,
                        environments,
                        wanted.plans(view.size()),
                        wanted.versions(view.release().engine(), view.release().version()),
                        problem));
    }
}
