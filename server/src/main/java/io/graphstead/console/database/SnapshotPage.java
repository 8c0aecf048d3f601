package io.graphstead.console.database;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.console.Frame;
import io.graphstead.console.Frames;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.console.organization.Choice;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.Snapshot;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Project;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Right;
import io.graphstead.identity.Role;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The page of one snapshot, which whatever is done there comes back to. */
@Singleton
final class SnapshotPage {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final Projects projects;
    private final Fleet fleet;
    private final SnapshotViews views;
    private final Wanted wanted;
    private final Frames frames;

    SnapshotPage(Projects projects, Fleet fleet, SnapshotViews views, Wanted wanted, Frames frames) {
        this.projects = projects;
        this.fleet = fleet;
        this.views = views;
        this.wanted = wanted;
        this.frames = frames;
    }

    HttpResponse<?> show(Visit visit, Snapshot snapshot) {
        return show(visit, snapshot, HttpStatus.OK, "");
    }

    HttpResponse<?> show(Visit visit, Snapshot snapshot, HttpStatus status, String problem) {
        Project project = projects.get(visit.caller(), snapshot.project(), Role.READER);
        Optional<Role> role = visit.caller().roleOn(project);
        boolean mayRun = role.filter(each -> each.may(Right.RUN)).isPresent();
        SnapshotLine line = views.of(snapshot);
        return Pages.html(
                status,
                TEMPLATES.databaseSnapshot(
                        frames.of(visit, line.called(), Frame.Place.DATABASES, project.organizationId()),
                        Ids.text(project.organizationId().value()),
                        project.label(),
                        line,
                        mayRun ? Optional.of(form(visit, project, snapshot)) : Optional.empty(),
                        role.filter(each -> each.may(Right.TERMINATE)).isPresent(),
                        problem));
    }

    private RestoreForm form(Visit visit, Project project, Snapshot snapshot) {
        List<DeploymentView> all = fleet.list(visit.caller()).stream()
                .filter(view -> view.organization().id().equals(project.organizationId()))
                .filter(view -> view.release().engine().equals(snapshot.engine()))
                .toList();
        Optional<DeploymentView> own = all.stream()
                .filter(view -> view.id().equals(snapshot.deployment()))
                .findFirst();
        return new RestoreForm(
                own.map(DeploymentView::name).orElse(""),
                own.map(view -> Ids.text(view.id().value())).orElse(""),
                all.stream()
                        .filter(view -> !view.id().equals(snapshot.deployment()))
                        .filter(view -> visit.caller()
                                .roleOn(view.project())
                                .filter(role -> role.may(Right.RUN))
                                .isPresent())
                        .map(view -> new Choice(
                                Ids.text(view.id().value()),
                                view.name() + " · " + view.project().label() + " · "
                                        + view.release().version().text(),
                                false))
                        .toList(),
                wanted.environments(visit.caller(), project.organizationId(), project.id()),
                wanted.plans(snapshot.size()),
                wanted.versions(snapshot.engine(), snapshot.version()));
    }
}
