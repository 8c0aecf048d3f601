package io.graphstead.fleet;

import io.graphstead.catalog.Release;
import io.graphstead.catalog.Size;
import io.graphstead.identity.Placement;
import io.graphstead.identity.Project;
import java.util.List;

/**
 * A deployment that is asked for. Dialects have looked up what their words name; whether it may be had is the fleet's
 * question.
 *
 * @param name as it is shown; the cluster id is made from it, see {@link DeploymentName}
 * @param storageGb size of its volume
 * @param storageType a storage type of the placement's provider
 * @param extras extras that its size has
 * @param free whether it was asked for as a free one
 * @param password which one its first user has; where the engine gives new data none, one is generated all the same
 * @param backups which backups are to be made of it
 */
public record NewDeployment(
        Project project,
        DeploymentName name,
        Release release,
        Size size,
        int storageGb,
        String storageType,
        Placement placement,
        boolean free,
        List<String> extras,
        FirstPassword password,
        BackupConfiguration backups) {
    public NewDeployment {
        extras = List.copyOf(extras);
    }

    /** One of which no backups are made by themselves. */
    public NewDeployment(
            Project project,
            DeploymentName name,
            Release release,
            Size size,
            int storageGb,
            String storageType,
            Placement placement,
            boolean free,
            List<String> extras,
            FirstPassword password) {
        this(
                project,
                name,
                release,
                size,
                storageGb,
                storageType,
                placement,
                free,
                extras,
                password,
                BackupConfiguration.NONE);
    }
}
