package io.graphstead.fleet;

import io.graphstead.engine.Memory;
import io.graphstead.engine.Version;
import io.graphstead.identity.Placement;

/**
 * What a deployment is made of.
 *
 * @param size id of its plan or machine type in the catalogue
 * @param memory what one server of it gets, kept here so that a changed catalogue changes no running deployment
 * @param cpus processors that it may use
 * @param reservedMb memory that is set aside for it while it runs, in MiB
 */
public record Spec(
        String engine,
        Version version,
        String edition,
        String size,
        Memory memory,
        double cpus,
        int storageGb,
        String storageType,
        Placement placement,
        boolean free,
        long reservedMb) {
    /** The same with another version of its engine. */
    Spec of(Version other) {
        return new Spec(
                engine, other, edition, size, memory, cpus, storageGb, storageType, placement, free, reservedMb);
    }
}
