package io.graphstead.catalog;

import io.graphstead.engine.Memory;
import java.util.List;
import java.util.Optional;

/**
 * A size that a deployment can have: a plan in the GrapheneDB dialect, a machine type in the TypeDB one.
 *
 * @param id such as {@code ds1} or {@code c2d-highcpu-2}, unique over both kinds
 * @param kind which dialect offers it
 * @param label for people
 * @param memory what one server of it gets on this installation, in MiB
 * @param shownMemoryMb the memory that the vendor's page gives for it
 * @param cpus processors it may use
 * @param storageGb storage it comes with; machine types take it from the request instead
 * @param servers servers of one deployment
 * @param extras extras that can be asked for with it
 * @param provider for machine types, whose it is
 * @param regions for machine types, the regions of that provider where it is offered
 * @param free whether a free deployment may use it
 */
public record Size(
        String id,
        Kind kind,
        String label,
        Memory memory,
        long shownMemoryMb,
        double cpus,
        int storageGb,
        int servers,
        List<String> extras,
        Optional<String> provider,
        List<String> regions,
        boolean free) {
    /** Which dialect offers it. */
    public enum Kind {
        PLAN,
        MACHINE_TYPE
    }

    public Size {
        extras = List.copyOf(extras);
        regions = List.copyOf(regions);
    }
}
