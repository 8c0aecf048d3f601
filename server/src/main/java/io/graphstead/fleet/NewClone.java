package io.graphstead.fleet;

import io.graphstead.catalog.Release;
import io.graphstead.catalog.Size;
import io.graphstead.identity.Placement;
import io.graphstead.identity.Project;
import java.util.Optional;

/**
 * A copy of a deployment that is asked for.
 *
 * @param project where it is made
 * @param name as {@link NewDeployment}
 * @param size its size; empty: that of the source
 * @param release the source's engine in the same or a newer version; empty: that of the source
 * @param place empty: that of the source
 * @param password which one its first user has: {@link FirstPassword#AS_IT_IS} is the source's
 */
public record NewClone(
        Project project,
        DeploymentName name,
        Optional<Size> size,
        Optional<Release> release,
        Optional<Place> place,
        FirstPassword password) {
    /**
     * Where it is.
     *
     * @param storageType one of the placement's provider
     */
    public record Place(Placement placement, String storageType) {}
}
