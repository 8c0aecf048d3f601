package io.graphstead.console.database;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Allows;
import io.graphstead.api.FileDownload;
import io.graphstead.console.Done;
import io.graphstead.console.Form;
import io.graphstead.console.Frame;
import io.graphstead.console.Frames;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Live;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.fleet.Snapshot;
import io.graphstead.fleet.SnapshotChecks;
import io.graphstead.fleet.SnapshotDownloads;
import io.graphstead.fleet.SnapshotId;
import io.graphstead.fleet.Snapshots;
import io.graphstead.fleet.Snapshots.Description;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;

/** Snapshots of an environment, those of deleted databases too, and the page of each. */
@Controller("/console/environments/{environmentId}/snapshots")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class SnapshotController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();
    private static final String ONE = "/{snapshotId}";

    private final Snapshots snapshots;
    private final SnapshotChecks checks;
    private final SnapshotDownloads downloads;
    private final SnapshotViews views;
    private final SnapshotPage page;
    private final Projects projects;
    private final Frames frames;
    private final Live live;

    SnapshotController(
            Snapshots snapshots,
            SnapshotChecks checks,
            SnapshotDownloads downloads,
            SnapshotViews views,
            SnapshotPage page,
            Projects projects,
            Frames frames,
            Live live) {
        this.snapshots = snapshots;
        this.checks = checks;
        this.downloads = downloads;
        this.views = views;
        this.page = page;
        this.projects = projects;
        this.frames = frames;
        this.live = live;
    }

    @Get
    @Allows(Role.READER)
    HttpResponse<?> list(Visit visit, ProjectId environmentId) {
        Project project = projects.get(visit.caller(), environmentId, Role.READER);
        return Pages.html(TEMPLATES.databaseEnvironmentSnapshots(
                frames.of(visit, "Snapshots of " + project.label(), Frame.Place.ENVIRONMENTS, project.organizationId()),
                Ids.text(project.organizationId().value()),
                project.label(),
                views.of(snapshots.in(visit.caller(), environmentId))));
    }

    @Get(ONE)
    @Allows(Role.READER)
    HttpResponse<?> show(Visit visit, ProjectId environmentId, SnapshotId snapshotId) {
        return page.show(visit, snapshots.get(visit.caller(), Role.READER, environmentId, snapshotId));
    }

    /** No HEAD: see {@link Live}. */
    @Get(value = ONE + "/events", headRoute = false)
    @Allows(Role.READER)
    HttpResponse<?> events(Visit visit, ProjectId environmentId, SnapshotId snapshotId) {
        snapshots.get(visit.caller(), Role.READER, environmentId, snapshotId);
        return live.stream(() -> Map.of(
                "snapshot-facts",
                TEMPLATES.databaseSnapshotFacts(
                        views.of(snapshots.get(visit.caller(), Role.READER, environmentId, snapshotId)))));
    }

    @Post(ONE)
    @Allows(Role.WRITER)
    HttpResponse<?> describe(Visit visit, ProjectId environmentId, SnapshotId snapshotId, Form form) {
        Snapshot found = snapshots.get(visit.caller(), Role.WRITER, environmentId, snapshotId);
        try {
            snapshots.describe(
                    visit.caller(),
                    snapshotId,
                    new Description(form.text("label"), form.text("pinned").equals("true")));
            return Pages.goTo(views.of(found).path(), Done.SNAPSHOT_CHANGED);
        } catch (Refused refused) {
            return page.show(visit, found, HtmlErrors.status(refused.refusal()), HtmlErrors.words(refused.refusal()));
        }
    }

    @Post(ONE + "/verify")
    @Allows(Role.WRITER)
    HttpResponse<?> verify(Visit visit, ProjectId environmentId, SnapshotId snapshotId) {
        Snapshot found = snapshots.get(visit.caller(), Role.WRITER, environmentId, snapshotId);
        try {
            checks.verify(visit.caller(), snapshotId);
            return Pages.goTo(views.of(found).path(), Done.VERIFYING);
        } catch (Refused refused) {
            return page.show(visit, found, HtmlErrors.status(refused.refusal()), HtmlErrors.words(refused.refusal()));
        }
    }

    @Post(ONE + "/delete")
    @Allows(Role.OPERATOR)
    HttpResponse<?> delete(Visit visit, ProjectId environmentId, SnapshotId snapshotId) {
        Snapshot found = snapshots.get(visit.caller(), Role.OPERATOR, environmentId, snapshotId);
        try {
            snapshots.delete(visit.caller(), snapshotId);
            return Pages.goTo(
                    "/console/environments/" + Ids.text(environmentId.value()) + "/snapshots", Done.SNAPSHOT_DELETED);
        } catch (Refused refused) {
            return page.show(visit, found, HtmlErrors.status(refused.refusal()), HtmlErrors.words(refused.refusal()));
        }
    }

    /** As a file, of which parts can be asked for. */
    @Get(ONE + "/download")
    @Allows(Role.WRITER)
    HttpResponse<?> download(Visit visit, ProjectId environmentId, SnapshotId snapshotId) {
        Snapshot found = snapshots.get(visit.caller(), Role.WRITER, environmentId, snapshotId);
        return FileDownload.of(visit.request(), downloads.of(visit.caller(), found), Ids.text(snapshotId.value()));
    }
}
