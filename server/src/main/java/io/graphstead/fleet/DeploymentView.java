package io.graphstead.fleet;

import io.graphstead.catalog.Release;
import io.graphstead.identity.Organization;
import io.graphstead.identity.Placement;
import io.graphstead.identity.Project;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One deployment as a dialect shows it.
 *
 * @param clusterId what the TypeDB dialect calls it
 * @param size id of its plan or machine type
 * @param browserUrl the page where people work with it, where its engine has one
 * @param host host name that clients use
 * @param clientPort the port of the connection URL, for everything that the engine speaks; kept for life
 */
public record DeploymentView(
        DeploymentId id,
        Organization organization,
        Project project,
        String name,
        String clusterId,
        Release release,
        String size,
        int storageGb,
        String storageType,
        Placement placement,
        boolean free,
        URI connectionUrl,
        Optional<URI> browserUrl,
        String host,
        int clientPort,
        Instant createdAt,
        List<String> extras,
        boolean terminationProtected,
        BackupConfiguration backups,
        ShownStatus status) {
    public DeploymentView {
        extras = List.copyOf(extras);
    }
}
