package io.graphstead.fleet;

import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Size;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.engine.Memory;
import io.graphstead.refusal.Refusal.CannotRun;
import io.graphstead.refusal.Refusal.DoesNotFit;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.Capacity;
import io.graphstead.runtime.Needs;
import io.graphstead.runtime.Runtime;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Whether there is room for one more: refused before anything is touched, in words that name what would fit. */
@Singleton
class Admission {
    private static final long LEAST_FREE_DISK = 1L << 30;

    private final Runtime runtime;
    private final Engines engines;
    private final Catalog catalog;
    private final DeploymentStore store;

    Admission(Runtime runtime, Engines engines, Catalog catalog, DeploymentStore store) {
        this.runtime = runtime;
        this.engines = engines;
        this.catalog = catalog;
        this.store = store;
    }

    /** @throws Refused when something that the release needs is missing, or the size can never fit here */
    void checkMachine(Engine engine, Needs needs, String size, Memory memory) {
        checkCanRun(needs);
        Capacity capacity = runtime.capacity();
        long asked = engine.reservedMb(memory);
        if (asked > capacity.memoryMb()) {
            throw new Refused(new DoesNotFit(
                    "size",
                    size + " needs " + asked + " MB and this installation has " + capacity.memoryMb()
                            + " MB for databases in all; " + sizesThatFit(engine, size, capacity)));
        }
        if (capacity.freeDiskBytes() < LEAST_FREE_DISK) {
            throw new Refused(
                    new DoesNotFit(
                            "storage",
                            "only " + (capacity.freeDiskBytes() >> 20)
                                    + " MB are free on the disk that holds the databases, and 1 GB must be; free some space there"));
        }
    }

    /** @throws Refused when something that the release needs is missing here */
    void checkCanRun(Needs needs) {
        List<String> obstacles = runtime.obstacles(needs);
        if (!obstacles.isEmpty()) {
            throw new Refused(
                    new CannotRun(needs.distribution() + " cannot run here: " + String.join("; ", obstacles)));
        }
    }

    /**
     * Checked inside the transaction that has just made the deployment want to run, one such transaction at a time per
     * host, so that two cannot both take the last room.
     *
     * @throws Refused when all that should run on this host together needs more than there is
     */
    void checkMemoryLeft(Handle handle, Spec spec) {
        oneAtATime(handle);
        long others = store.reservedMb(handle, runtime.hostId()) - spec.reservedMb();
        long left = runtime.capacity().memoryMb() - others;
        if (spec.reservedMb() > left) {
            throw new Refused(
                    new DoesNotFit(
                            "size",
                            spec.size() + " needs " + spec.reservedMb() + " MB of memory and " + Math.max(0, left)
                                    + " MB are left beside the databases that run; pause or delete one, or choose a smaller size"));
        }
    }

    /**
     * As {@link #checkMemoryLeft}, for a second server of a size that runs only for minutes.
     *
     * @throws Refused when all that should run on this host leaves too little for it
     */
    void checkMemoryBeside(Handle handle, Spec spec) {
        oneAtATime(handle);
        long left = runtime.capacity().memoryMb() - store.reservedMb(handle, runtime.hostId());
        if (spec.reservedMb() > left) {
            throw new Refused(new DoesNotFit(
                    "size",
                    "a server on a copy needs " + spec.reservedMb() + " MB of memory and " + Math.max(0, left)
                            + " MB are left beside the databases that run; pause one and try again"));
        }
    }

    private void oneAtATime(Handle handle) {
        handle.createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(:host, 0))) AS locked")
                .bind("host", "admission@" + runtime.hostId())
                .mapTo(Integer.class)
                .one();
    }

    private String sizesThatFit(Engine engine, String like, Capacity capacity) {
        String fitting = Stream.of(Size.Kind.values())
                .map(catalog::sizes)
                .filter(sizes -> sizes.stream().anyMatch(size -> size.id().equals(like)))
                .flatMap(List::stream)
                .filter(size -> engine.reservedMb(size.memory()) <= capacity.memoryMb())
                .map(Size::id)
                .collect(Collectors.joining(", "));
        return fitting.isEmpty() ? "no size fits here" : "these fit: " + fitting;
    }
}
