package io.graphstead.console.database;

import io.graphstead.catalog.Size;
import io.graphstead.console.Words;

/** A plan to choose. */
public record PlanChoice(String id, String label, String memory, String storage, String cpus, boolean chosen) {
    static PlanChoice of(Size size, boolean chosen) {
        return new PlanChoice(
                size.id(),
                size.label(),
                Words.megabytes(size.memory().ceilingMb()),
                size.storageGb() + " GB",
                Words.count((long) Math.ceil(size.cpus()), "CPU"),
                chosen);
    }
}
