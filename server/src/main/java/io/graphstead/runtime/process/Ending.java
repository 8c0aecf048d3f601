package io.graphstead.runtime.process;

import io.graphstead.runtime.Fence;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.WorkloadName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Stops a workload: asks, each time with less regard, forces; then makes sure that nothing of it is left. */
final class Ending {
    /** The kernel ends a killed process at once unless its disk hangs. */
    private static final long FORCE_MILLIS = 30_000;

    private final RootFolder root;
    private final Sight sight;
    private final ExitWatch watch;

    Ending(RootFolder root, Sight sight, ExitWatch watch) {
        this.root = root;
        this.sight = sight;
        this.watch = watch;
    }

    void stop(WorkloadName name, Fence fence) {
        Optional<ProcessId> first = Optional.empty();
        for (int turn = 0; ; turn++) {
            Optional<Launched> running = ask(name, fence, first, turn);
            if (running.isEmpty()) {
                break;
            }
            first = Optional.of(running.get().process());
            List<Launched.Stop> stops = stops(running.get());
            if (hasEnded(name, first.get(), stops.get(turn).waitMillis())) {
                break;
            }
            if (turn + 1 == stops.size()) {
                throw new RuntimeFailure.Passing(Procfs.describe(first.get().pid()) + " of " + name
                        + " was killed and has not ended within " + FORCE_MILLIS / 1000 + " s; its disk may hang");
            }
        }
        clear(name, fence);
    }

    /** Sends the signal whose turn it is, unless what was asked first has ended, whatever runs now. */
    private Optional<Launched> ask(WorkloadName name, Fence fence, Optional<ProcessId> first, int turn) {
        return effect(name, fence, running -> {
                    if (isStill(running, first)) {
                        signal(running, stops(running).get(turn).signal());
                    }
                })
                .filter(running -> isStill(running, first));
    }

    private static boolean isStill(Launched running, Optional<ProcessId> first) {
        return first.isEmpty() || first.get().equals(running.process());
    }

    private static List<Launched.Stop> stops(Launched running) {
        return running.start().stops(FORCE_MILLIS);
    }

    private interface Act {
        void on(Launched running);
    }

    /** Does something to the running process, if there is one, and answers which it was. */
    private Optional<Launched> effect(WorkloadName name, Fence fence, Act act) {
        try (Control.Entered entered = Control.enter(root, name, fence)) {
            return switch (sight.lookAlone(name)) {
                case Sight.Seen.Nothing nothing -> Optional.empty();
                case Sight.Seen.Stopped stopped -> Optional.empty();
                case Sight.Seen.Running running -> {
                    act.on(running.launched());
                    yield Optional.of(running.launched());
                }
                case Sight.Seen.Remnants remnants -> {
                    kill(remnants.launched(), remnants.pids());
                    yield Optional.empty();
                }
                case Sight.Seen.Unclear unclear ->
                    throw new RuntimeFailure.Passing(name + " cannot be stopped: " + unclear.why());
            };
        }
    }

    private static void signal(Launched running, String signal) {
        Freezer.thaw(running);
        try (Pidfd pidfd = Pidfd.open(running.process()).orElse(null)) {
            if (pidfd != null) {
                pidfd.signal(Signals.number(signal));
            }
        }
    }

    private static void kill(Launched launched, Collection<Long> pids) {
        Freezer.thaw(launched);
        for (long pid : pids) {
            Procfs.stat(pid)
                    .flatMap(s -> Pidfd.open(new ProcessId(pid, s.startTicks(), Procfs.bootId())))
                    .ifPresent(pidfd -> {
                        try (pidfd) {
                            pidfd.signal(Signals.KILL);
                        }
                    });
        }
    }

    private boolean hasEnded(WorkloadName name, ProcessId process, long millis) {
        try {
            watch.end(name, process).get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException | IllegalStateException e) {
            throw new RuntimeFailure.Passing("the server was stopped while " + name + " was", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeFailure.Passing("interrupted while " + name + " was stopped", e);
        }
    }

    /** The first process may have left others behind. */
    private void clear(WorkloadName name, Fence fence) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(FORCE_MILLIS);
        while (true) {
            try (Control.Entered entered = Control.enter(root, name, fence)) {
                switch (sight.lookAlone(name)) {
                    case Sight.Seen.Nothing nothing -> {
                        return;
                    }
                    case Sight.Seen.Stopped stopped -> {
                        return;
                    }
                    case Sight.Seen.Remnants remnants -> kill(remnants.launched(), remnants.pids());
                    case Sight.Seen.Running running ->
                        throw new RuntimeFailure.Passing(name + " was started again while it was stopped");
                    case Sight.Seen.Unclear unclear -> {
                        if (System.nanoTime() > end) {
                            throw new RuntimeFailure.Passing(name + " has ended, but " + unclear.why());
                        }
                    }
                }
            }
            if (System.nanoTime() > end) {
                throw new RuntimeFailure.Passing(
                        "processes of " + name + " do not end though they were killed: " + remnantsOf(name));
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RuntimeFailure.Passing("interrupted while " + name + " was stopped", e);
            }
        }
    }

    private List<String> remnantsOf(WorkloadName name) {
        return sight.look(name) instanceof Sight.Seen.Remnants r
                ? r.pids().stream().map(Procfs::describe).toList()
                : List.of();
    }
}
