package io.graphstead.console.database;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import io.graphstead.api.Allows;
import io.graphstead.console.Done;
import io.graphstead.console.Form;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Live;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.SnapshotSchedule;
import io.graphstead.fleet.SnapshotSchedule.Line;
import io.graphstead.fleet.SnapshotSchedules;
import io.graphstead.fleet.Snapshots;
import io.graphstead.identity.Ids;
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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A database's snapshots: those that there are, a new one, and the schedule of those that make themselves. */
@Controller("/console/databases/{databaseId}/snapshots")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class SnapshotsController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final Databases databases;
    private final Snapshots snapshots;
    private final SnapshotSchedules schedules;
    private final SnapshotViews views;
    private final Live live;

    SnapshotsController(
            Databases databases, Snapshots snapshots, SnapshotSchedules schedules, SnapshotViews views, Live live) {
        this.databases = databases;
        this.snapshots = snapshots;
        this.schedules = schedules;
        this.views = views;
        this.live = live;
    }

    @Get
    @Allows(Role.READER)
    HttpResponse<?> list(Visit visit, DeploymentId databaseId) {
        return page(visit, databaseId, HttpStatus.OK, "");
    }

    /** No HEAD: see {@link Live}. */
    @Get(value = "/events", headRoute = false)
    @Allows(Role.READER)
    HttpResponse<?> events(Visit visit, DeploymentId databaseId) {
        databases.get(visit, databaseId);
        return live.stream(() -> {
            Map<String, JteModel> parts = new LinkedHashMap<>(DatabaseController.parts(databases, visit, databaseId));
            parts.put("snapshots", views.list(visit, databaseId));
            return parts;
        });
    }

    @Post
    @Allows(Role.WRITER)
    HttpResponse<?> take(Visit visit, DeploymentId databaseId, Form form) {
        databases.writable(visit, databaseId);
        try {
            Snapshots.Taken taken = snapshots.take(
                    visit.caller(),
                    databaseId,
                    new Snapshots.Description(
                            form.text("label"), form.text("pinned").equals("true")));
            Touched.made("snapshot", taken.snapshot().id().value());
            return Pages.goTo(path(databaseId), Done.SNAPSHOT_BEGUN);
        } catch (Refused refused) {
            return page(visit, databaseId, HtmlErrors.status(refused.refusal()), HtmlErrors.words(refused.refusal()));
        }
    }

    @Post("/schedule")
    @Allows(Role.WRITER)
    HttpResponse<?> schedule(Visit visit, DeploymentId databaseId, Form form) {
        databases.writable(visit, databaseId);
        try {
            SnapshotSchedule schedule = schedules.of(visit.caller(), databaseId);
            for (Line line : schedule.lines()) {
                schedule = schedule.with(read(form, line));
            }
            schedules.set(visit.caller(), databaseId, schedule);
            return Pages.goTo(path(databaseId), Done.SNAPSHOTS_SCHEDULED);
        } catch (Refused refused) {
            return page(visit, databaseId, HtmlErrors.status(refused.refusal()), HtmlErrors.words(refused.refusal()));
        }
    }

    /** @param before says how many are kept where the form does not */
    private static Line read(Form form, Line before) {
        String kind = before.kind().name().toLowerCase(Locale.ROOT);
        String kept = form.given(kind + "-kept").orElse(Integer.toString(before.retention()));
        if (!kept.matches("[0-9]{1,4}") || Integer.parseInt(kept) < 1 || Integer.parseInt(kept) > Line.MOST_KEPT) {
            throw new Refused(new InvalidField(
                    kind + "-kept", "of " + kind + " snapshots between 1 and " + Line.MOST_KEPT + " can be kept"));
        }
        return new Line(before.kind(), Integer.parseInt(kept), form.text(kind).equals("true"));
    }

    private static String path(DeploymentId id) {
        return Databases.path(id) + Page.Tab.SNAPSHOTS.path();
    }

    private HttpResponse<?> page(Visit visit, DeploymentId id, HttpStatus status, String problem) {
        DeploymentView view = databases.get(visit, id);
        Page page = databases.page(visit.caller(), view, Page.Tab.SNAPSHOTS);
        return Pages.html(
                status,
                TEMPLATES.databaseSnapshots(
                        databases.frame(visit, view, Page.Tab.SNAPSHOTS),
                        page,
                        views.of(snapshots.of(visit.caller(), id)),
                        databases.newest(visit.caller(), id, page.mayRun()),
                        ScheduleLine.of(schedules.of(visit.caller(), id)),
                        Ids.text(view.project().id().value()),
                        problem));
    }
}
