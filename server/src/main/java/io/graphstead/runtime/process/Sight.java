package io.graphstead.runtime.process;

import io.graphstead.runtime.WorkloadName;
import io.graphstead.runtime.WorkloadState;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at what is there. Two things are compared that can only be looked at one after the other: whether the folder's
 * lock is held, and whether the process on record lives. When they disagree something is just starting or ending, or
 * something is wrong; then it is looked again with everybody else kept out.
 */
final class Sight {
    private final RootFolder root;

    Sight(RootFolder root) {
        this.root = root;
    }

    /** What was seen at one instant. */
    sealed interface Seen {
        record Nothing() implements Seen {}

        /**
         * Nothing runs.
         *
         * @param leftovers no volume any more, only what a removal has not yet deleted
         */
        record Stopped(boolean leftovers) implements Seen {}

        record Running(Launched launched) implements Seen {}

        /** The process on record has ended, and others that it started have not. */
        record Remnants(Launched launched, Set<Long> pids) implements Seen {}

        record Unclear(String why) implements Seen {}
    }

    WorkloadState observe(WorkloadName name) {
        return switch (look(name)) {
            case Seen.Nothing n -> new WorkloadState.Absent();
            case Seen.Stopped s -> new WorkloadState.Stopped();
            case Seen.Unclear u -> new WorkloadState.Unknown(u.why());
            case Seen.Running r -> running(r.launched(), isListening(r.launched()));
            // Told as running, so that whoever wants something else stops it, which ends them.
            case Seen.Remnants r -> running(r.launched(), false);
        };
    }

    private static WorkloadState.Running running(Launched launched, boolean listening) {
        Launched.Start start = launched.start();
        return new WorkloadState.Running(start.revision(), start.generation(), start.startedAt(), listening);
    }

    private static boolean isListening(Launched launched) {
        List<Integer> ports = List.copyOf(launched.start().ports().values());
        List<Long> main = List.of(launched.process().pid());
        return Sockets.listen(ports, main, launched.start().uid())
                || Sockets.listen(
                        ports,
                        Cgroups.members(launched.start().cgroups()),
                        launched.start().uid());
    }

    Seen look(WorkloadName name) {
        Seen first = lookOnce(name);
        if (!(first instanceof Seen.Unclear)) {
            return first;
        }
        try (Control alone = Control.look(root, name)) {
            return lookAlone(name);
        }
    }

    /** To be asked only inside of the {@link Control}: then no launch is between taking the lock and its record. */
    Seen lookAlone(WorkloadName name) {
        Seen seen = lookOnce(name);
        // A process on its way out lets go of its files a moment before it is gone, or after its first thread is.
        for (int i = 0; i < 20 && seen instanceof Seen.Unclear; i++) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return seen;
            }
            seen = lookOnce(name);
        }
        DeploymentFolder folder = root.deployment(name);
        Optional<Launched> launched = Launched.read(folder.record());
        if (seen instanceof Seen.Unclear
                && launched.isPresent()
                && launched.get().process().boot().equals(Procfs.bootId())
                && !Procfs.isAlive(launched.get().process())) {
            Set<Long> remnants = remnants(folder, launched.get());
            if (!remnants.isEmpty()) {
                return new Seen.Remnants(launched.get(), remnants);
            }
        }
        return seen;
    }

    private Seen lookOnce(WorkloadName name) {
        DeploymentFolder folder = root.deployment(name);
        if (!folder.exists()) {
            return root.trashOf(name).isEmpty() ? new Seen.Nothing() : new Seen.Stopped(true);
        }
        Flock.Look lock = Flock.look(folder.lock());
        Optional<Launched> launched = Launched.read(folder.record());
        boolean alive = launched.map(l -> Procfs.isAlive(l.process())).orElse(false);
        return switch (lock) {
            case HELD ->
                alive
                        ? new Seen.Running(launched.orElseThrow())
                        : new Seen.Unclear("the folder " + folder.path()
                                + " is locked, though no living process is on record in it" + lockedBy(folder));
            case FREE ->
                alive
                        ? new Seen.Unclear("process "
                                + launched.orElseThrow().process().pid()
                                + " was started for it and lives, but does not hold the lock of " + folder.path())
                        : stopped(launched);
            case NO_FILE ->
                folder.exists()
                        ? new Seen.Unclear("the file " + folder.lock() + " cannot be opened")
                        : new Seen.Nothing();
        };
    }

    /** Without a lock there may still be something in its cgroups, which nothing but it ever enters. */
    private static Seen stopped(Optional<Launched> launched) {
        Set<Long> left = launched.filter(l -> l.process().boot().equals(Procfs.bootId()))
                .map(Sight::inItsCgroups)
                .orElse(Set.of());
        return left.isEmpty() ? new Seen.Stopped(false) : new Seen.Remnants(launched.orElseThrow(), left);
    }

    private static Set<Long> inItsCgroups(Launched launched) {
        Set<Long> found = new LinkedHashSet<>();
        for (long pid : Cgroups.members(launched.start().cgroups())) {
            if (Procfs.stat(pid).filter(Procfs.Stat::isAlive).isPresent()) {
                found.add(pid);
            }
        }
        return found;
    }

    private static String lockedBy(DeploymentFolder folder) {
        Set<Long> holders = holders(folder);
        return holders.isEmpty()
                ? ""
                : "; by " + Procfs.describe(holders.iterator().next());
    }

    /**
     * Processes of this workload that are left without its first one: in its own cgroups, or holding its lock and either
     * of its session or of its own user. Who only holds the lock may be anybody, such as an operator's backup.
     */
    private static Set<Long> remnants(DeploymentFolder folder, Launched launched) {
        Set<Long> found = inItsCgroups(launched);
        int uid = launched.start().uid();
        for (long pid : holders(folder)) {
            boolean itsSession = Procfs.stat(pid)
                    .filter(s -> s.session() == launched.process().pid())
                    .isPresent();
            boolean itsUser = uid != ProcessUsers.SERVERS_OWN && Procfs.uid(pid).equals(Optional.of(uid));
            if (itsSession || itsUser) {
                found.add(pid);
            }
        }
        return found;
    }

    /** Processes through whose open files the lock is held. */
    private static Set<Long> holders(DeploymentFolder folder) {
        Set<Long> found = new LinkedHashSet<>();
        for (long pid : Procfs.pids()) {
            if (Procfs.openFiles(pid).orElse(List.of()).contains(folder.lock().toString())
                    && locks(pid, folder.lock())) {
                found.add(pid);
            }
        }
        return found;
    }

    private static boolean locks(long pid, Path lock) {
        Path process = Path.of("/proc", Long.toString(pid));
        List<Path> fds = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(process.resolve("fd"))) {
            all.forEach(fds::add);
            for (Path fd : fds) {
                if (Files.readSymbolicLink(fd).equals(lock)
                        && Files.readString(process.resolve("fdinfo").resolve(fd.getFileName()))
                                .contains("WRITE")) {
                    return true;
                }
            }
        } catch (java.io.IOException | java.nio.file.DirectoryIteratorException e) {
            // ended, or not ours to look at
        }
        return false;
    }
}
