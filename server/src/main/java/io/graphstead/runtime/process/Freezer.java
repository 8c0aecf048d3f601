package io.graphstead.runtime.process;

import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.WorkloadName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes all processes of a workload stand still for an instant: by its cgroup, which nothing that it starts can leave, or
 * where there is none by stopping one process after the other until no more are found. To be asked only inside of its
 * {@link Control}, so that nobody starts, stops or freezes it at the same time.
 */
final class Freezer {
    private static final Logger LOG = LoggerFactory.getLogger(Freezer.class);

    /** A process is through with what it asked of the kernel by then, unless its disk hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * After this a freeze ends by itself, whatever became of who asked for it. Less than others wait for the
     * {@link Control}.
     */
    static final Duration BOUND = Duration.ofSeconds(5);

    private final Tools tools;

    Freezer(Tools tools) {
        this.tools = tools;
    }

    /** A workload that stands still until this is closed, or until the bound. */
    interface Frozen extends AutoCloseable {
        /** Whether it has stood still since; once false it never becomes true. */
        boolean held();

        @Override
        void close();
    }

    Frozen freeze(WorkloadName name, Launched launched) {
        Optional<Path> group = Cgroups.freezer(launched.start().cgroups())
                .filter(g -> Cgroups.members(List.of(g.toString()))
                        .contains(launched.process().pid()));
        FreezeGuard guard = FreezeGuard.watch(tools, launched.start().cgroups(), BOUND);
        try {
            return group.map(g -> byCgroup(name, launched, g, guard)).orElseGet(() -> bySignal(name, launched, guard));
        } catch (RuntimeException e) {
            thaw(launched);
            guard.close();
            throw e;
        }
    }

    private static Frozen byCgroup(WorkloadName name, Launched launched, Path group, FreezeGuard guard) {
        long start = System.nanoTime();
        Cgroups.freeze(group);
        awaitStill(name, () -> Cgroups.isFrozen(group));
        return new Held(name, launched, guard, start, () -> Cgroups.isFrozen(group));
    }

    private static Frozen bySignal(WorkloadName name, Launched launched, FreezeGuard guard) {
        long start = System.nanoTime();
        Set<Long> stopped = new HashSet<>();
        awaitStill(name, () -> {
            boolean anotherOne = false;
            for (long pid : processes(launched)) {
                if (stopped.add(pid)) {
                    anotherOne = true;
                    guard.note(pid);
                    signal(pid, Signals.STOP);
                }
            }
            // Only who still runs can start another: once all that were found stand still, and no other is found, none
            // is
            // left.
            return !anotherOne && stopped.stream().allMatch(Procfs::standsStill);
        });
        return new Held(name, launched, guard, start, () -> stopped.stream().allMatch(Procfs::standsStill));
    }

    private static void awaitStill(WorkloadName name, BooleanSupplier still) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!still.getAsBoolean()) {
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
                throw new RuntimeFailure.Passing("the processes of " + name + " did not stand still within "
                        + PATIENCE.toSeconds() + " s, so no copy of one moment can be made of its data");
            }
            LockSupport.parkNanos(200_000);
        }
    }

    /** What belongs to a workload, found without a cgroup: by its user, its session and who started whom. */
    private static Set<Long> processes(Launched launched) {
        int uid = launched.start().uid();
        long first = launched.process().pid();
        Set<Long> found = new HashSet<>();
        Set<Long> all = new HashSet<>(Procfs.pids());
        int before;
        do {
            before = found.size();
            for (long pid : all) {
                boolean its = pid == first
                        || (uid != ProcessUsers.SERVERS_OWN && Procfs.uid(pid).equals(Optional.of(uid)))
                        || Procfs.stat(pid)
                                .filter(s -> s.session() == first || found.contains(s.parent()))
                                .isPresent();
                if (its) {
                    found.add(pid);
                }
            }
            all.removeAll(found);
        } while (found.size() > before);
        found.removeIf(pid -> Procfs.stat(pid).filter(Procfs.Stat::isAlive).isEmpty());
        return found;
    }

    /** Whether somebody froze it and did not thaw it. */
    static boolean isFrozen(Launched launched) {
        return Cgroups.freezer(launched.start().cgroups())
                        .filter(Cgroups::isFrozen)
                        .isPresent()
                || isStopped(launched);
    }

    private static boolean isStopped(Launched launched) {
        return Procfs.isAlive(launched.process())
                && Procfs.standsStill(launched.process().pid());
    }

    /** Lets it go on, however it was frozen: frozen, it would not even notice that it is killed. */
    static void thaw(Launched launched) {
        Cgroups.thaw(launched.start().cgroups());
        if (isStopped(launched)) {
            processes(launched).forEach(pid -> signal(pid, Signals.CONT));
        }
    }

    private static void signal(long pid, int signal) {
        Procfs.stat(pid)
                .flatMap(s -> Pidfd.open(new ProcessId(pid, s.startTicks(), Procfs.bootId())))
                .ifPresent(pidfd -> {
                    try (pidfd) {
                        pidfd.signal(signal);
                    }
                });
    }

    private record Held(WorkloadName name, Launched launched, FreezeGuard guard, long start, BooleanSupplier still)
            implements Frozen {
        @Override
        public boolean held() {
            return guard.watches() && still.getAsBoolean();
        }

        @Override
        public void close() {
            try (guard) {
                thaw(launched);
                LOG.info("{} stood still for {} ms", name, (System.nanoTime() - start) / 1_000_000);
            }
        }
    }
}
