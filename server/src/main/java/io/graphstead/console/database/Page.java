package io.graphstead.console.database;

import io.graphstead.catalog.Catalog;
import io.graphstead.console.DatabaseLine;
import io.graphstead.console.Words;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.ShownState;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Right;
import java.time.Instant;

/**
 * What every page of a database shows at its top.
 *
 * @param needsRestart changes wait for one
 * @param mayRun whether the caller may change it, and see its credentials
 * @param mayDelete whether the caller may delete it
 */
public record Page(
        DatabaseLine line,
        Tab tab,
        String organization,
        String clusterId,
        String place,
        String made,
        String httpUrl,
        boolean needsRestart,
        boolean mayPause,
        boolean mayResume,
        boolean mayRun,
        boolean mayDelete) {
    /** The parts that a database's pages have. */
    public enum Tab {
        OVERVIEW("", "Overview"),
        QUERY("/query", "Query"),
        METRICS("/metrics", "Metrics"),
        OPERATIONS("/operations", "Operations"),
        LOGS("/logs", "Logs"),
        SNAPSHOTS("/snapshots", "Snapshots"),
        TRANSFERS("/transfers", "Import & export"),
        CONFIGURATION("/configuration", "Configuration"),
        PLUGINS("/plugins", "Plugins"),
        NETWORK("/network", "Network"),
        SETTINGS("/settings", "Settings");

        private final String path;
        private final String words;

        Tab(String path, String words) {
            this.path = path;
            this.words = words;
        }

        public String path() {
            return path;
        }

        /** Where the stream is that keeps it live. */
        public String events() {
            return switch (this) {
                case SNAPSHOTS, TRANSFERS, NETWORK -> path + "/events";
                default -> "/events";
            };
        }

        public String words() {
            return words;
        }
    }

    static Page of(DeploymentView view, Catalog catalog, Caller caller, Tab tab, Instant now) {
        ShownState state = view.status().state();
        return new Page(
                DatabaseLine.of(view, catalog),
                tab,
                Ids.text(view.organization().id().value()),
                view.clusterId(),
                view.placement().provider() + " " + view.placement().region(),
                Words.ago(view.createdAt(), now),
                "https://" + view.host() + ":" + view.clientPort(),
                view.status().needsRestart(),
                state == ShownState.RUNNING && !view.status().locked(),
                state == ShownState.PAUSED && !view.status().locked(),
                may(caller, view, Right.RUN),
                may(caller, view, Right.TERMINATE));
    }

    private static boolean may(Caller caller, DeploymentView view, Right right) {
        return caller.roleOn(view.project()).filter(role -> role.may(right)).isPresent();
    }

    /** Where its pages are. */
    public String path() {
        return "/console/databases/" + line.id();
    }
}
