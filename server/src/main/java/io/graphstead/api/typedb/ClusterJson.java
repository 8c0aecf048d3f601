package io.graphstead.api.typedb;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.graphstead.fleet.BackupConfiguration;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.ShownState;
import io.graphstead.fleet.ShownStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster, with its keys in the order of contract §3.
 *
 * @param createdAt milliseconds since 1970
 * @param organization with {@code project} in replies to paths that speak of organizations and projects, else null and
 *     {@code teamID} and {@code spaceID} are there
 * @param message why it failed; null on every other one, because a vendor's script aborts on a cluster that has the key
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ClusterJson(
        String id,
        int serverCount,
        int storageSizeGB,
        @JsonProperty("isFree") boolean isFree,
        String status,
        long createdAt,
        @Nullable String organization,
        @Nullable String project,
        @Nullable String teamID,
        @Nullable String spaceID,
        String version,
        String provider,
        String region,
        String machineType,
        String storageType,
        List<ServerJson> servers,
        BackupConfigurationJson backupConfiguration,
        String engine,
        @Nullable String message) {

    /**
     * One server.
     *
     * @param address host and port, without scheme
     * @param status {@code pending} or {@code running}
     */
    record ServerJson(String address, String status) {}

    /** Which backups are made by themselves: what was asked for, not what was made. */
    record BackupConfigurationJson(String frequency, int retentionDays) {
        static BackupConfigurationJson of(BackupConfiguration backups) {
            return new BackupConfigurationJson(ClusterFields.word(backups.frequency()), backups.retentionDays());
        }
    }

    static ClusterJson of(DeploymentView view, ClusterHome.Wording wording) {
        boolean organizations = wording == ClusterHome.Wording.ORGANIZATION_AND_PROJECT;
        String owner = view.organization().slug();
        String home = view.project().slug();
        return new ClusterJson(
                view.clusterId(),
                // Every engine's free edition has one server per deployment, and no other is served.
                1,
                view.storageGb(),
                view.free(),
                word(view.status().state()),
                view.createdAt().toEpochMilli(),
                organizations ? owner : null,
                organizations ? home : null,
                organizations ? null : owner,
                organizations ? null : home,
                ClusterVersion.of(view.release()),
                view.placement().provider(),
                view.placement().region(),
                view.size(),
                view.storageType(),
                servers(view.status(), view.host() + ":" + view.clientPort()),
                BackupConfigurationJson.of(view.backups()),
                view.release().engine(),
                message(view.status()));
    }

    private static String word(ShownState state) {
        return switch (state) {
            case STARTING -> "starting";
            case RUNNING -> "running";
            case PAUSING -> "suspending";
            case PAUSED -> "suspended";
            case RESUMING -> "resuming";
            case UPDATING -> "updating";
            case DELETING -> "destroying";
            case FAILED -> "failed";
        };
    }

    /** Contract §6. One that is destroyed is listed while it is up: it may have been suspended before. */
    private static List<ServerJson> servers(ShownStatus status, String address) {
        ServerJson running = new ServerJson(address, "running");
        ServerJson pending = new ServerJson(address, "pending");
        return switch (status.state()) {
            case STARTING, RESUMING, UPDATING -> List.of(pending);
            case RUNNING -> List.of(status.serving() && !status.underIncident() ? running : pending);
            case PAUSING -> List.of(running);
            case DELETING -> status.serving() ? List.of(running) : List.of();
            case PAUSED, FAILED -> List.of();
        };
    }

    private static @Nullable String message(ShownStatus status) {
        return status.state() == ShownState.FAILED
                ? status.message().orElse("it could not be started; destroy it and deploy it again")
                : null;
    }
}
