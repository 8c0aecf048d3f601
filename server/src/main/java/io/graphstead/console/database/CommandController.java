package io.graphstead.console.database;

import io.graphstead.api.Allows;
import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Release;
import io.graphstead.catalog.Size;
import io.graphstead.console.Done;
import io.graphstead.console.Form;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentName;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.IdleRule;
import io.graphstead.fleet.IdleRules;
import io.graphstead.fleet.OperationId;
import io.graphstead.fleet.Reshaping;
import io.graphstead.fleet.Snapshots;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.OptionalInt;

/** What the buttons of a database's pages ask of the fleet. */
@Controller("/console/databases/{databaseId}")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class CommandController {
    private static final String SETTINGS = "/settings";

    private final Fleet fleet;
    private final Reshaping reshaping;
    private final IdleRules idle;
    private final Catalog catalog;
    private final Snapshots snapshots;

    CommandController(Fleet fleet, Reshaping reshaping, IdleRules idle, Catalog catalog, Snapshots snapshots) {
        this.fleet = fleet;
        this.reshaping = reshaping;
        this.idle = idle;
        this.catalog = catalog;
        this.snapshots = snapshots;
    }

    @Post("/pause")
    @Allows(Role.WRITER)
    HttpResponse<?> pause(Visit visit, DeploymentId databaseId) {
        fleet.pause(visit.caller(), databaseId);
        return asked(databaseId);
    }

    @Post("/resume")
    @Allows(Role.WRITER)
    HttpResponse<?> resume(Visit visit, DeploymentId databaseId) {
        fleet.resume(visit.caller(), databaseId);
        return asked(databaseId);
    }

    @Post("/restart")
    @Allows(Role.WRITER)
    HttpResponse<?> restart(Visit visit, DeploymentId databaseId) {
        fleet.restart(visit.caller(), databaseId);
        return asked(databaseId);
    }

    @Post("/operations/{operationId}/cancel")
    @Allows(Role.WRITER)
    HttpResponse<?> cancel(Visit visit, DeploymentId databaseId, OperationId operationId) {
        fleet.cancel(visit.caller(), databaseId, operationId);
        return Pages.goTo(Databases.path(databaseId) + "/operations", Done.CANCELLING);
    }

    @Post("/rename")
    @Allows(Role.WRITER)
    HttpResponse<?> rename(Visit visit, DeploymentId databaseId, Form form) {
        writable(visit, databaseId);
        fleet.rename(visit.caller(), databaseId, DeploymentName.parse("name", form.text("name")));
        return Pages.goTo(Databases.path(databaseId) + SETTINGS, Done.RENAMED);
    }

    @Post("/protection")
    @Allows(Role.WRITER)
    HttpResponse<?> protect(Visit visit, DeploymentId databaseId, Form form) {
        boolean wanted = form.text("protected").equals("true");
        fleet.protect(visit.caller(), databaseId, wanted);
        return Pages.goTo(Databases.path(databaseId) + SETTINGS, wanted ? Done.PROTECTED : Done.UNPROTECTED);
    }

    @Post("/idle")
    @Allows(Role.WRITER)
    HttpResponse<?> setIdleRule(Visit visit, DeploymentId databaseId, Form form) {
        writable(visit, databaseId);
        OptionalInt minutes =
                form.given("pauseAfterMinutes").map(CommandController::minutes).orElse(OptionalInt.empty());
        idle.set(
                visit.caller(),
                databaseId,
                new IdleRule(minutes, form.text("wakeOnConnect").equals("true")));
        return Pages.goTo(Databases.path(databaseId) + SETTINGS, Done.IDLE_RULE_SAVED);
    }

    private static OptionalInt minutes(String text) {
        if (text.matches("[0-9]{1,5}")) {
            int minutes = Integer.parseInt(text);
            if (minutes >= 1 && minutes <= IdleRule.LONGEST_MINUTES) {
                return OptionalInt.of(minutes);
            }
        }
        throw invalid(
                "pauseAfterMinutes",
                "the minutes must be a number between 1 and " + IdleRule.LONGEST_MINUTES + ", or empty for never");
    }

    @Post("/plan/change")
    @Allows(Role.WRITER)
    HttpResponse<?> changePlan(Visit visit, DeploymentId databaseId, Form form) {
        writable(visit, databaseId);
        Size size = catalog.size(form.text("plan"))
                .filter(each -> each.kind() == Size.Kind.PLAN)
                .orElseThrow(() -> invalid("plan", "the plan is not offered here; choose one of the list"));
        reshaping.resize(visit.caller(), databaseId, "plan", size);
        return asked(databaseId);
    }

    @Post("/version/change")
    @Allows(Role.WRITER)
    HttpResponse<?> changeVersion(Visit visit, DeploymentId databaseId, Form form) {
        DeploymentView view = writable(visit, databaseId);
        Release release = catalog.release(view.release().engine(), form.text("version"))
                .orElseThrow(() -> invalid("version", "the version is not offered here; choose one of the list"));
        reshaping.upgrade(visit.caller(), databaseId, "version", release);
        return asked(databaseId);
    }

    @Post("/delete")
    @Allows(Role.OPERATOR)
    HttpResponse<?> delete(Visit visit, DeploymentId databaseId, Form form) {
        DeploymentView view = fleet.get(visit.caller(), databaseId);
        fleet.require(visit.caller(), Role.OPERATOR, view);
        if (!form.text("name").equals(view.name())) {
            throw invalid("name", "the name that you typed is not the database's; nothing was deleted");
        }
        if (form.text("finalSnapshot").equals("true")) {
            snapshots.takeAndDelete(visit.caller(), databaseId, Role.OPERATOR);
        } else {
            fleet.delete(visit.caller(), databaseId, Role.OPERATOR);
        }
        return Pages.goTo(
                "/console/organizations/" + Ids.text(view.organization().id().value()), Done.DELETING);
    }

    private DeploymentView writable(Visit visit, DeploymentId id) {
        DeploymentView view = fleet.get(visit.caller(), id);
        fleet.require(visit.caller(), Role.WRITER, view);
        return view;
    }

    private static HttpResponse<?> asked(DeploymentId id) {
        return Pages.goTo(Databases.path(id), Done.ASKED);
    }

    private static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }
}
