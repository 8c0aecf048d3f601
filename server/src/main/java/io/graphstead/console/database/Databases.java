package io.graphstead.console.database;

import io.graphstead.catalog.Catalog;
import io.graphstead.console.Frame;
import io.graphstead.console.Frames;
import io.graphstead.console.Visit;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.OperationView;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Role;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** What the pages of a database have in common. */
@Singleton
final class Databases {
    private final Fleet fleet;
    private final Catalog catalog;
    private final Frames frames;
    private final Clock clock;

    Databases(Fleet fleet, Catalog catalog, Frames frames, Clock clock) {
        this.fleet = fleet;
        this.catalog = catalog;
        this.frames = frames;
        this.clock = clock;
    }

    DeploymentView get(Visit visit, DeploymentId id) {
        return fleet.get(visit.caller(), id);
    }

    /** @throws io.graphstead.refusal.Refused when the caller may not change it */
    DeploymentView writable(Visit visit, DeploymentId id) {
        DeploymentView view = fleet.get(visit.caller(), id);
        fleet.require(visit.caller(), Role.WRITER, view);
        return view;
    }

    Page page(Caller caller, DeploymentView view, Page.Tab tab) {
        return Page.of(view, catalog, caller, tab, clock.instant());
    }

    Frame frame(Visit visit, DeploymentView view, Page.Tab tab) {
        return frames.of(
                visit,
                view.name() + (tab == Page.Tab.OVERVIEW ? "" : " · " + tab.words()),
                Frame.Place.DATABASES,
                view.organization().id());
    }

    List<OperationLine> operations(Caller caller, DeploymentId id, boolean mayRun) {
        return fleet.operations(caller, id).stream()
                .map(view -> OperationLine.of(view, mayRun, clock.instant()))
                .toList();
    }

    /** The one that runs, or that ended last. */
    Optional<OperationLine> newest(Caller caller, DeploymentId id, boolean mayRun) {
        List<OperationView> all = fleet.operations(caller, id);
        return all.stream().findFirst().map(view -> OperationLine.of(view, mayRun, clock.instant()));
    }

    static String path(DeploymentId id) {
        return "/console/databases/" + Ids.text(id.value());
    }
}
