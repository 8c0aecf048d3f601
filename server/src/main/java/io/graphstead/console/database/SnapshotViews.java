package io.graphstead.console.database;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import io.graphstead.console.Visit;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.Snapshot;
import io.graphstead.fleet.Snapshots;
import io.graphstead.identity.ActorStore;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Snapshots as the pages of a database show them, with the names of who asked for them. */
@Singleton
final class SnapshotViews {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final Snapshots snapshots;
    private final ActorStore actors;
    private final Clock clock;

    SnapshotViews(Snapshots snapshots, ActorStore actors, Clock clock) {
        this.snapshots = snapshots;
        this.actors = actors;
        this.clock = clock;
    }

    List<SnapshotLine> of(List<Snapshot> all) {
        Map<String, String> names =
                actors.names(all.stream().map(Snapshot::requestedBy).distinct().toList());
        return SnapshotLine.of(all, names, clock.instant());
    }

    SnapshotLine of(Snapshot one) {
        return of(List.of(one)).getFirst();
    }

    /** The newest one that can be restored. */
    Optional<SnapshotLine> newest(DeploymentView view) {
        return Optional.ofNullable(snapshots.newest(List.of(view)).get(view.id()))
                .map(this::of);
    }

    /** The list as the page has it, and as it is kept live. */
    JteModel list(Visit visit, DeploymentId id) {
        return TEMPLATES.databaseSnapshotList(of(snapshots.of(visit.caller(), id)), false);
    }
}
