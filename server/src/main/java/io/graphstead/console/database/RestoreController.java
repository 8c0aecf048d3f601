package io.graphstead.console.database;

import io.graphstead.api.Allows;
import io.graphstead.catalog.Size;
import io.graphstead.console.Done;
import io.graphstead.console.Form;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.fleet.Accepted;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentName;
import io.graphstead.fleet.FirstPassword;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.NewDeployment;
import io.graphstead.fleet.Snapshot;
import io.graphstead.fleet.SnapshotId;
import io.graphstead.fleet.Snapshots;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.Role;
import io.graphstead.identity.Touched;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Restores a snapshot: in place, into another database, or as a new one. What replaces data wants a name typed. */
@Controller("/console/environments/{environmentId}/snapshots/{snapshotId}/restore")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class RestoreController {
    private final Snapshots snapshots;
    private final Fleet fleet;
    private final SnapshotPage page;
    private final Wanted wanted;

    RestoreController(Snapshots snapshots, Fleet fleet, SnapshotPage page, Wanted wanted) {
        this.snapshots = snapshots;
        this.fleet = fleet;
        this.page = page;
        this.wanted = wanted;
    }

    @Post("/in-place")
    @Allows(Role.WRITER)
    HttpResponse<?> inPlace(Visit visit, ProjectId environmentId, SnapshotId snapshotId, Form form) {
        Snapshot found = snapshots.get(visit.caller(), Role.WRITER, environmentId, snapshotId);
        return restored(visit, found, () -> {
            checkTyped(visit, found.deployment(), form);
            return snapshots.restore(visit.caller(), snapshotId, Optional.empty());
        });
    }

    @Post("/into")
    @Allows(Role.WRITER)
    HttpResponse<?> into(Visit visit, ProjectId environmentId, SnapshotId snapshotId, Form form) {
        Snapshot found = snapshots.get(visit.caller(), Role.WRITER, environmentId, snapshotId);
        return restored(visit, found, () -> {
            DeploymentId target = Ids.parse(form.text("target"))
                    .map(DeploymentId::new)
                    .orElseThrow(() -> invalid("target", "the database is missing; choose one of the list"));
            checkTyped(visit, target, form);
            return snapshots.restore(visit.caller(), snapshotId, Optional.of(target));
        });
    }

    @Post("/new")
    @Allows(Role.WRITER)
    HttpResponse<?> asNew(Visit visit, ProjectId environmentId, SnapshotId snapshotId, Form form) {
        Snapshot found = snapshots.get(visit.caller(), Role.WRITER, environmentId, snapshotId);
        return restored(visit, found, () -> {
            Accepted accepted = snapshots.restore(visit.caller(), snapshotId, read(visit, found, form));
            Touched.made("database", accepted.deployment().id().value());
            return accepted;
        });
    }

    private NewDeployment read(Visit visit, Snapshot snapshot, Form form) {
        Project project = wanted.environment(visit.caller(), form);
        Size plan = wanted.plan(form);
        return new NewDeployment(
                project,
                DeploymentName.parse("name", form.text("name")),
                wanted.release(snapshot.engine(), form),
                plan,
                Math.max(plan.storageGb(), snapshot.storageGb()),
                wanted.storageType(project.placement()),
                project.placement(),
                false,
                List.of(),
                FirstPassword.GENERATED);
    }

    private void checkTyped(Visit visit, DeploymentId id, Form form) {
        if (!fleet.get(visit.caller(), id).name().equals(form.text("name"))) {
            throw invalid(
                    "name",
                    "the name that you typed is not that of the database whose data is replaced; nothing was done");
        }
    }

    private HttpResponse<?> restored(Visit visit, Snapshot snapshot, Supplier<Accepted> restore) {
        try {
            return Pages.goTo(Databases.path(restore.get().deployment().id()), Done.ASKED);
        } catch (Refused refused) {
            return page.show(
                    visit, snapshot, HtmlErrors.status(refused.refusal()), HtmlErrors.words(refused.refusal()));
        }
    }

    private static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }
}
