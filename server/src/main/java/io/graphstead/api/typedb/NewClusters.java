package io.graphstead.api.typedb;

import static io.graphstead.api.typedb.ClusterFields.required;

import io.graphstead.catalog.Release;
import io.graphstead.catalog.Size;
import io.graphstead.fleet.BackupConfiguration;
import io.graphstead.fleet.DeploymentName;
import io.graphstead.fleet.FirstPassword;
import io.graphstead.fleet.NewDeployment;
import io.graphstead.identity.Placement;
import io.graphstead.identity.Project;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Checks the fields of a {@link DeployRequest} and looks up what they name. */
@Singleton
final class NewClusters {
    private final ClusterFields fields;
    private final ClusterVersions versions;

    NewClusters(ClusterFields fields, ClusterVersions versions) {
        this.fields = fields;
        this.versions = versions;
    }

    NewDeployment read(Project project, DeployRequest asked) {
        DeploymentName id = DeploymentName.parseClusterId("id", required("id", "a string", asked.id()));
        int serverCount = required("serverCount", "a whole number", asked.serverCount());
        int storageGb = required("storageSizeGB", "a whole number", asked.storageSizeGB());
        boolean free = required("isFree", "true or false", asked.isFree());
        ClusterFields.checkServerCount(serverCount);
        ClusterFields.checkStorage(storageGb, free);
        String provider = fields.provider(required("provider", "a string", asked.provider()));
        Placement placement = fields.placement(provider, required("region", "a string", asked.region()));
        Size machineType =
                fields.machineType(placement, required("machineType", "a string", asked.machineType()), free);
        String storageType = fields.storageType(provider, required("storageType", "a string", asked.storageType()));
        Release release =
                versions.find(required("version", "a string", asked.version()), Optional.ofNullable(asked.engine()));
        checkServerCount(serverCount, release);
        BackupConfiguration backups = Optional.ofNullable(asked.backupConfiguration())
                .map(wanted -> ClusterFields.backups(wanted, free))
                .orElse(BackupConfiguration.NONE);
        return new NewDeployment(
                project,
                id,
                release,
                machineType,
                storageGb,
                storageType,
                placement,
                free,
                List.of(),
                FirstPassword.AS_IT_IS,
                backups);
    }

    /** Every engine's free edition has one server per cluster, and no other is served. */
    private static void checkServerCount(int count, Release release) {
        if (count != 1) {
            throw ClusterFields.invalid(
                    "serverCount",
                    "serverCount is " + count + ", and version " + ClusterVersion.of(release)
                            + " has one server per cluster; give 1");
        }
    }
}
