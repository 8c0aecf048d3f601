package io.graphstead.runtime.process;

import io.graphstead.runtime.Capacity;
import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.Fence;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.Isolation;
import io.graphstead.runtime.Needs;
import io.graphstead.runtime.OutputLine;
import io.graphstead.runtime.OutputPosition;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.PortRange;
import io.graphstead.runtime.Reach;
import io.graphstead.runtime.RunRequest;
import io.graphstead.runtime.Runtime;
import io.graphstead.runtime.Supply;
import io.graphstead.runtime.Usage;
import io.graphstead.runtime.VolumeContent;
import io.graphstead.runtime.VolumeCopy;
import io.graphstead.runtime.VolumeEntries;
import io.graphstead.runtime.VolumeRequest;
import io.graphstead.runtime.WorkloadName;
import io.graphstead.runtime.WorkloadState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs workloads as processes of this machine that outlive the server. What is known of them is on disk and in the
 * kernel, nothing in here: any number of these over one root folder see and do the same.
 *
 * <p>Where to go on: {@link Launcher} and {@code launch.sh} for a start, {@link Ending} for a stop, {@link Sight} for what
 * is observed, {@link Control} for fences, {@link VolumeCopies} for a copy of one moment, {@link RootFolder} for where
 * things lie.
 */
public final class ProcessRuntime implements Runtime, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessRuntime.class);

    private final RootFolder root;
    private final ProcessSettings settings;
    private final Tools tools;
    private final Confinement confinement;
    private final Admission admission;
    private final Installed programs;
    private final Sight sight;
    private final Volumes volumes;
    private final VolumeCopies volumeCopies;
    private final Copies copies;
    private final KeptCopies kept;
    private final ExitWatch watch;
    private final Housekeeping housekeeping;
    private final Starting starting;
    private final Ending ending;

    public ProcessRuntime(RuntimeRoot runtimeRoot, ProcessSettings settings, Programs programs, Clock clock) {
        this.settings = settings;
        this.root = RootFolder.open(runtimeRoot.path());
        this.tools = Tools.find();
        this.confinement = Confinement.find(tools, settings, root.hostId());
        this.admission = new Admission(root.deployments(), settings);
        this.programs = new Installed(root.engines(), programs);
        this.sight = new Sight(root);
        this.volumes = new Volumes(root, sight, confinement, admission);
        FrozenPart frozenPart = new FrozenPart(root, sight, new Freezer(tools));
        this.volumeCopies = new VolumeCopies(root, volumes, frozenPart, admission);
        this.copies = new Copies(root, sight, admission);
        this.kept = new KeptCopies(root, sight, confinement.users(), frozenPart, admission);
        this.watch = new ExitWatch();
        this.housekeeping = new Housekeeping(root, watch, settings);
        Launcher launcher = new Launcher(root, tools, confinement.users());
        this.starting = new Starting(
                root, sight, volumes, confinement, admission, this.programs, launcher, housekeeping, clock);
        this.ending = new Ending(root, sight, watch);
        confirmUids();
        housekeeping.start(clock);
        confinement.users().whyNot().ifPresent(why -> LOG.warn("All databases run as the server's own user: {}", why));
        isolation().lacks().forEach(lack -> LOG.info("Not held apart on this machine: {}", lack));
    }

    private void confirmUids() {
        ProcessUsers users = confinement.users();
        for (WorkloadName name : users.areOwn() ? root.names() : Set.<WorkloadName>of()) {
            DeploymentFolder folder = root.deployment(name);
            try {
                if (folder.exists()) {
                    users.claims().confirm(users.of(folder), folder.path());
                }
            } catch (IOException | RuntimeException e) {
                LOG.error("{} cannot be started: {}", name, e.getMessage());
            }
        }
    }

    @Override
    public String hostId() {
        return root.hostId();
    }

    @Override
    public Capacity capacity() {
        long memory =
                Math.min(Procfs.memoryTotalBytes(), Cgroups.ownLimitBytes().orElse(Long.MAX_VALUE));
        return new Capacity(memory / 1024 / 1024 * settings.memoryShare() / 100, admission.freeDiskBytes());
    }

    @Override
    public Isolation isolation() {
        return confinement.isolation(settings);
    }

    @Override
    public Optional<PortRange> ports() {
        return Optional.of(settings.portRange());
    }

    @Override
    public boolean isPortFree(int port) {
        return Sockets.isFree(port);
    }

    @Override
    public List<String> obstacles(Needs needs) {
        List<String> obstacles = new ArrayList<>();
        tools.obstacle().ifPresent(obstacles::add);
        programs.javaObstacle(needs).ifPresent(obstacles::add);
        programs.obstacle(needs.distribution()).ifPresent(obstacles::add);
        List<Path> folders = new ArrayList<>(List.of(root.deployments(), root.engines()));
        programs.java(needs).ifPresent(folders::add);
        folders.forEach(folder -> confinement.views().obstacle(folder).ifPresent(obstacles::add));
        return obstacles;
    }

    @Override
    public boolean isInstalled(Distribution distribution) {
        return programs.has(distribution);
    }

    @Override
    public void install(Distribution distribution, Supply supply, InstallProgress progress) {
        programs.install(distribution, supply, progress);
    }

    @Override
    public Optional<String> origin(Distribution distribution) {
        return programs.origin(distribution);
    }

    @Override
    public void uninstall(Distribution distribution) {
        programs.remove(distribution);
    }

    @Override
    public WorkloadState observe(WorkloadName name) {
        return sight.observe(name);
    }

    @Override
    public void makeVolume(WorkloadName name, Fence fence, VolumeRequest volume) {
        volumes.make(name, fence, volume);
    }

    @Override
    public void makeVolumeFrom(WorkloadName name, Fence fence, VolumeCopy copy, InstallProgress progress) {
        volumeCopies.make(name, fence, copy, progress);
    }

    @Override
    public void run(WorkloadName name, Fence fence, RunRequest request) {
        starting.run(name, fence, request);
    }

    @Override
    public void stop(WorkloadName name, Fence fence) {
        ending.stop(name, fence);
    }

    @Override
    public void remove(WorkloadName name, Fence fence) {
        volumes.remove(name, fence);
    }

    @Override
    public void keepCopy(WorkloadName name, Fence fence, String label) {
        copies.keep(name, fence, label);
    }

    @Override
    public void bringBackCopy(WorkloadName name, Fence fence, String label) {
        copies.bringBack(name, fence, label);
    }

    @Override
    public void keepMoment(WorkloadName name, Fence fence, String label, Set<Path> leaveOut, InstallProgress progress) {
        kept.keepMoment(name, fence, label, leaveOut, progress);
    }

    @Override
    public void makeCopy(WorkloadName name, Fence fence, String label, VolumeContent content) {
        kept.make(name, fence, label, content);
    }

    @Override
    public void readCopy(WorkloadName name, String label, VolumeEntries to) {
        kept.read(name, label, to);
    }

    @Override
    public void readVolume(WorkloadName name, VolumeEntries to) {
        kept.readVolume(name, to);
    }

    @Override
    public void swapCopy(WorkloadName name, Fence fence, String in, String out) {
        copies.swap(name, fence, in, out);
    }

    @Override
    public void forgetCopy(WorkloadName name, Fence fence, String label) {
        copies.forget(name, fence, label);
    }

    @Override
    public Optional<Reach> reach(WorkloadName name, PortPurpose purpose) {
        return running(name).flatMap(l -> l.start().port(purpose)).map(port -> new Reach(Starting.LOOPBACK, port));
    }

    @Override
    public Optional<Usage> usage(WorkloadName name) {
        return running(name).map(l -> Measuring.usage(l, root.deployment(name)));
    }

    private Optional<Launched> running(WorkloadName name) {
        return sight.look(name) instanceof Sight.Seen.Running r ? Optional.of(r.launched()) : Optional.empty();
    }

    @Override
    public List<String> lastOutput(WorkloadName name, int lines) {
        return output(name, Optional.empty(), lines).stream()
                .map(OutputLine::text)
                .toList();
    }

    @Override
    public List<OutputLine> output(WorkloadName name, Optional<OutputPosition> after, int lines) {
        return new OutputReading(new Output(root.deployment(name))).read(after, lines);
    }

    @Override
    public OptionalLong bytesOnDisk(WorkloadName name, Path part) {
        Path volume = root.deployment(name).data();
        Path folder = volume.resolve(part).normalize();
        return folder.startsWith(volume) && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                ? OptionalLong.of(Measuring.bytesOnDisk(folder))
                : OptionalLong.empty();
    }

    @Override
    public Set<WorkloadName> workloads() {
        return root.names();
    }

    @Override
    public Watch watch(Consumer<WorkloadName> ended) {
        return watch.listen(ended);
    }

    /** Ends the watch. The workloads go on. */
    @Override
    public void close() {
        housekeeping.close();
        watch.close();
        confinement.cgroups().tidy();
    }
}
