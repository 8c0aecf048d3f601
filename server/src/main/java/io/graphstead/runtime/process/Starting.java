package io.graphstead.runtime.process;

import io.graphstead.runtime.Fence;
import io.graphstead.runtime.Places;
import io.graphstead.runtime.RunRequest;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.Workload;
import io.graphstead.runtime.WorkloadName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Makes a workload run: checks that it may, writes its files, has it launched. */
final class Starting {
    static final String LOOPBACK = "127.0.0.1";

    /** How often a start is begun again that somebody with the same right got in the way of. */
    private static final int TRIES = 10;

    /** About what a launch takes: who was in the way has then had its turn. */
    private static final int TURN_MILLIS = 50;

    private final RootFolder root;
    private final Sight sight;
    private final Volumes volumes;
    private final ProcessUsers users;
    private final Views views;
    private final Cgroups cgroups;
    private final Admission admission;
    private final Installed programs;
    private final Launcher launcher;
    private final Housekeeping housekeeping;
    private final Clock clock;

    Starting(
            RootFolder root,
            Sight sight,
            Volumes volumes,
            Confinement confinement,
            Admission admission,
            Installed programs,
            Launcher launcher,
            Housekeeping housekeeping,
            Clock clock) {
        this.root = root;
        this.sight = sight;
        this.volumes = volumes;
        this.users = confinement.users();
        this.views = confinement.views();
        this.cgroups = confinement.cgroups();
        this.admission = admission;
        this.programs = programs;
        this.launcher = launcher;
        this.housekeeping = housekeeping;
        this.clock = clock;
    }

    void run(WorkloadName name, Fence fence, RunRequest request) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Launcher.Order> order = prepare(name, fence, request);
            if (order.isEmpty()) {
                return;
            }
            if (launcher.launch(order.get()) instanceof Launcher.Outcome.Begun begun) {
                housekeeping.watch(name, begun.process());
                return;
            }
            giveWay(name, i + 1);
        }
        throw new RuntimeFailure.Passing(name + " was not started: others kept changing it meanwhile");
    }

    /** Two that began again at once would be in each other's way for ever. */
    private static void giveWay(WorkloadName name, int turns) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextInt(TURN_MILLIS * turns));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeFailure.Passing("interrupted while " + name + " was started", e);
        }
    }

    /** Everything up to the launch; empty when it runs already. */
    private Optional<Launcher.Order> prepare(WorkloadName name, Fence fence, RunRequest request) {
        try (Control.Entered entered = Control.enter(root, name, fence)) {
            switch (sight.lookAlone(name)) {
                case Sight.Seen.Running running -> {
                    housekeeping.watch(name, running.launched().process());
                    return Optional.empty();
                }
                case Sight.Seen.Remnants remnants ->
                    throw new RuntimeFailure.Passing(name + " cannot be started: processes of its last run still live ("
                            + Procfs.describe(remnants.pids().iterator().next()) + "); stop it first");
                case Sight.Seen.Unclear unclear ->
                    throw new RuntimeFailure.Passing(name + " cannot be started: " + unclear.why());
                case Sight.Seen.Nothing nothing -> throw noVolume(name);
                case Sight.Seen.Stopped stopped -> {
                    if (stopped.leftovers()) {
                        throw noVolume(name);
                    }
                }
            }
            return Optional.of(order(name, fence, request, entered));
        } catch (IOException e) {
            throw new RuntimeFailure.Passing(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    private static RuntimeFailure noVolume(WorkloadName name) {
        return new RuntimeFailure.Lasting(name + " cannot be started: it has no volume");
    }

    private Launcher.Order order(WorkloadName name, Fence fence, RunRequest request, Control.Entered entered)
            throws IOException {
        if (!programs.has(request.needs().distribution())) {
            throw new RuntimeFailure.Passing(
                    name + " cannot be started: " + request.needs().distribution() + " is not installed");
        }
        programs.javaObstacle(request.needs()).ifPresent(why -> {
            throw new RuntimeFailure.Lasting(why);
        });
        admission.checkDisk();
        admission.checkOpenFiles();
        admission.checkPorts(request.ports());
        DeploymentFolder folder = root.deployment(name);
        int uid = users.of(folder);
        if (users.areOwn()) {
            users.claims().confirm(uid, folder.path());
        }
        Optional<Path> java = programs.java(request.needs());
        Path distribution = programs.folder(request.needs().distribution());
        List<Path> shown = new ArrayList<>(List.of(distribution));
        java.ifPresent(shown::add);
        Views.View view = views.of(root.deployments(), folder.path(), shown);
        Workload workload = request.workload()
                .at(new Places(
                        view.seen(distribution),
                        java.map(view::seen),
                        view.seen(folder.data()),
                        view.seen(folder.config()),
                        view.seen(folder.attachments()),
                        view.seen(folder.logs()),
                        LOOPBACK,
                        request.ports()));
        workload.stop().forEach(stop -> Signals.number(stop.name())); // known before they are needed
        volumes.configure(folder, workload.files(), uid);
        Attachments.put(folder.attachments(), workload.attachments(), uid);
        List<String> groups = cgroups.prepare(name, workload.reservation()).stream()
                .map(Path::toString)
                .toList();
        Launched.Start start = new Launched.Start(
                entered.id(),
                fence.value(),
                request.revision(),
                request.generation(),
                clock.millis(),
                Launched.Start.portsOf(request),
                uid,
                workload.stop().getFirst().name(),
                workload.stop().getFirst().grace().toMillis(),
                groups,
                workload.stop().stream()
                        .skip(1)
                        .map(stop -> new Launched.Stop(stop.name(), stop.grace().toMillis()))
                        .toList(),
                workload.oldLogs().stream()
                        .map(old -> new Launched.Old(old.names(), old.keep()))
                        .toList());
        return new Launcher.Order(name, folder, entered.ticket(), start, view, workload);
    }
}
