package io.graphstead.api.typedb;

import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Size;
import io.graphstead.fleet.DeploymentChange;
import io.graphstead.fleet.DeploymentChange.Asked;
import io.graphstead.fleet.DeploymentName;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.refusal.Refusal.EmptyChange;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks the fields of an {@link UpdateRequest} for one cluster and looks up what they name. */
@Singleton
final class ClusterChanges {
    private final ClusterFields fields;
    private final ClusterVersions versions;
    private final Catalog catalog;

    ClusterChanges(ClusterFields fields, ClusterVersions versions, Catalog catalog) {
        this.fields = fields;
        this.versions = versions;
        this.catalog = catalog;
    }

    DeploymentChange read(DeploymentView cluster, UpdateRequest asked) {
        if (Stream.of(
                        Optional.ofNullable(asked.id()),
                        Optional.ofNullable(asked.backupConfiguration()),
                        Optional.ofNullable(asked.storageSizeGB()),
                        Optional.ofNullable(asked.machineType()),
                        Optional.ofNullable(asked.version()))
                .allMatch(Optional::isEmpty)) {
            throw new Refused(
                    new EmptyChange(
                            "nothing to update; give at least one of id, backupConfiguration, storageSizeGB, machineType, version"));
        }
        return new DeploymentChange(
                Optional.ofNullable(asked.id()).map(id -> new Asked<>("id", DeploymentName.parseClusterId("id", id))),
                Optional.ofNullable(asked.backupConfiguration())
                        .map(backups -> ClusterFields.backups(backups, cluster.free())),
                Optional.ofNullable(asked.storageSizeGB()).map(gb -> storage(cluster, gb)),
                Optional.ofNullable(asked.machineType())
                        .filter(id -> !id.equals(cluster.size()))
                        .map(id -> new Asked<>("machineType", size(cluster, id))),
                Optional.ofNullable(asked.version())
                        .filter(version -> !version.equals(ClusterVersion.of(cluster.release())))
                        .map(version -> new Asked<>(
                                "version",
                                versions.find(
                                        version, Optional.of(cluster.release().engine())))));
    }

    /** What it has already is no change, even where it could not be asked for: plans may have less than the least. */
    private static Asked<Integer> storage(DeploymentView cluster, int gb) {
        if (gb != cluster.storageGb()) {
            ClusterFields.checkStorage(gb, cluster.free());
        }
        return new Asked<>("storageSizeGB", gb);
    }

    private Size size(DeploymentView cluster, String id) {
        boolean ofPlan = catalog.size(cluster.size())
                .map(size -> size.kind() == Size.Kind.PLAN)
                .orElse(false);
        return ofPlan ? fields.plan(id) : fields.machineType(cluster.placement(), id, cluster.free());
    }
}
