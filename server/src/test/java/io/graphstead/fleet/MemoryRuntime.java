package io.graphstead.fleet;

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
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.Supply;
import io.graphstead.runtime.Usage;
import io.graphstead.runtime.VolumeContent;
import io.graphstead.runtime.VolumeCopy;
import io.graphstead.runtime.VolumeEntries;
import io.graphstead.runtime.VolumeRequest;
import io.graphstead.runtime.WorkloadName;
import io.graphstead.runtime.WorkloadState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A runtime whose workloads are entries of a map, for what is asked of the fleet alone. Keeps fences as real ones do. */
final class MemoryRuntime implements Runtime {
    private final String hostId;
    private final Map<WorkloadName, RunRequest> running = new ConcurrentHashMap<>();
    private final Set<WorkloadName> volumes = ConcurrentHashMap.newKeySet();
    final Set<String> copies = ConcurrentHashMap.newKeySet();
    final List<String> swapped = new CopyOnWriteArrayList<>();
    final List<WorkloadName> broughtBack = new CopyOnWriteArrayList<>();
    private final Map<WorkloadName, Fence> fences = new ConcurrentHashMap<>();
    private final Set<Consumer<WorkloadName>> watchers = new CopyOnWriteArraySet<>();

    /** Called before each effect with its verb; may throw what a runtime throws. */
    volatile Consumer<String> before = verb -> {};

    volatile long memoryMb = 100_000;
    volatile List<String> output = List.of();
    /** Whether what is run ends before anyone can look. */
    volatile Predicate<RunRequest> diesAtOnce = request -> false;

    private volatile boolean installed;
    volatile Supply supplied = Supply.FETCHED;

    MemoryRuntime(String hostId) {
        this.hostId = hostId;
    }

    private synchronized void effect(String verb, WorkloadName name, Fence fence, Runnable effect) {
        before.accept(verb);
        Fence seen = fences.merge(name, fence, (a, b) -> a.compareTo(b) >= 0 ? a : b);
        if (seen.compareTo(fence) > 0) {
            throw new RuntimeFailure.Fenced(name, fence, seen);
        }
        effect.run();
    }

    /** Ends a workload as a crash would. */
    void kill(WorkloadName name) {
        running.remove(name);
        watchers.forEach(watcher -> watcher.accept(name));
    }

    /** Nothing can be told of it, until it is run or stopped. */
    void lose(WorkloadName name) {
        volumes.remove(name);
        running.remove(name);
    }

    @Override
    public String hostId() {
        return hostId;
    }

    @Override
    public Capacity capacity() {
        return new Capacity(memoryMb, 1L << 40);
    }

    @Override
    public Isolation isolation() {
        return new Isolation(List.of(), List.of());
    }

    @Override
    public Optional<PortRange> ports() {
        return Optional.of(new PortRange(20_000, 20_999));
    }

    @Override
    public boolean isPortFree(int port) {
        return true;
    }

    @Override
    public List<String> obstacles(Needs needs) {
        return needs.distribution().version().startsWith("9.") ? List.of("no Java 99 here; install one") : List.of();
    }

    @Override
    public boolean isInstalled(Distribution distribution) {
        return installed;
    }

    @Override
    public void install(Distribution distribution, Supply supply, InstallProgress progress) {
        before.accept("install");
        progress.at(1, 2, "half");
        supplied = supply;
        installed = true;
    }

    @Override
    public Optional<String> origin(Distribution distribution) {
        return Optional.of("made in memory");
    }

    @Override
    public void uninstall(Distribution distribution) {
        before.accept("uninstall");
        installed = false;
    }

    @Override
    public WorkloadState observe(WorkloadName name) {
        RunRequest request = running.get(name);
        if (request != null) {
            return new WorkloadState.Running(request.revision(), request.generation(), Instant.EPOCH, true);
        }
        return volumes.contains(name) ? new WorkloadState.Stopped() : new WorkloadState.Absent();
    }

    @Override
    public void makeVolume(WorkloadName name, Fence fence, VolumeRequest volume) {
        effect("makeVolume", name, fence, () -> volumes.add(name));
    }

    @Override
    public void makeVolumeFrom(WorkloadName name, Fence fence, VolumeCopy copy, InstallProgress progress) {
        effect("makeVolumeFrom", name, fence, () -> {
            if (!volumes.contains(copy.source())) {
                throw new RuntimeFailure.Lasting("there is no volume of " + copy.source());
            }
            volumes.add(name);
        });
    }

    @Override
    public void run(WorkloadName name, Fence fence, RunRequest request) {
        effect("run", name, fence, () -> {
            if (!diesAtOnce.test(request)) {
                running.putIfAbsent(name, request);
            }
        });
    }

    /** What was asked for with the last run of a workload that runs. */
    Optional<RunRequest> requestOf(WorkloadName name) {
        return Optional.ofNullable(running.get(name));
    }

    /** The ports that the last run of a workload was given. */
    Map<PortPurpose, Integer> portsOf(WorkloadName name) {
        return Optional.ofNullable(running.get(name)).map(RunRequest::ports).orElse(Map.of());
    }

    @Override
    public void stop(WorkloadName name, Fence fence) {
        effect("stop", name, fence, () -> running.remove(name));
    }

    @Override
    public void keepCopy(WorkloadName name, Fence fence, String label) {
        effect("keepCopy", name, fence, () -> copies.add(name + "/" + label));
    }

    @Override
    public void bringBackCopy(WorkloadName name, Fence fence, String label) {
        effect("bringBackCopy", name, fence, () -> {
            if (copies.remove(name + "/" + label)) {
                broughtBack.add(name);
            }
        });
    }

    @Override
    public void forgetCopy(WorkloadName name, Fence fence, String label) {
        effect("forgetCopy", name, fence, () -> copies.remove(name + "/" + label));
    }

    @Override
    public void keepMoment(WorkloadName name, Fence fence, String label, Set<Path> leaveOut, InstallProgress progress) {
        effect("keepMoment", name, fence, () -> {
            if (!volumes.contains(name)) {
                throw new RuntimeFailure.Lasting("there is no volume of " + name);
            }
            copies.add(name + "/" + label);
        });
        progress.at(1, 2, "half");
    }

    @Override
    public void makeCopy(WorkloadName name, Fence fence, String label, VolumeContent content) {
        effect("makeCopy", name, fence, () -> {
            if (copies.contains(name + "/" + label)) {
                return;
            }
            try {
                content.source().writeTo(new VolumeEntries() {
                    @Override
                    public void folder(String path) {
                        // has no content
                    }

                    @Override
                    public void file(String path, long size, InputStream in) throws IOException {
                        in.transferTo(OutputStream.nullOutputStream());
                    }
                });
            } catch (IOException e) {
                throw new RuntimeFailure.Passing(String.valueOf(e.getMessage()), e);
            }
            copies.add(name + "/" + label);
        });
    }

    @Override
    public void readCopy(WorkloadName name, String label, VolumeEntries to) {
        before.accept("readCopy");
        if (!copies.contains(name + "/" + label)) {
            throw new RuntimeFailure.Lasting("no copy is kept as " + label);
        }
        byte[] content = ("data of " + name).getBytes(StandardCharsets.UTF_8);
        try {
            to.folder("data");
            to.file("data/store", content.length, new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new RuntimeFailure.Passing(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void readVolume(WorkloadName name, VolumeEntries to) {
        before.accept("readVolume");
        byte[] content = ("data of " + name).getBytes(StandardCharsets.UTF_8);
        try {
            to.file("store", content.length, new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw new RuntimeFailure.Passing(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void swapCopy(WorkloadName name, Fence fence, String in, String out) {
        effect("swapCopy", name, fence, () -> {
            if (copies.remove(name + "/" + in)) {
                copies.add(name + "/" + out);
                swapped.add(in + " for " + out);
            } else if (!copies.contains(name + "/" + out)) {
                throw new RuntimeFailure.Lasting("no copy is kept as " + in);
            }
        });
    }

    @Override
    public void remove(WorkloadName name, Fence fence) {
        effect("remove", name, fence, () -> volumes.remove(name));
    }

    @Override
    public Optional<Reach> reach(WorkloadName name, PortPurpose purpose) {
        return Optional.ofNullable(portsOf(name).get(purpose)).map(port -> new Reach("memory", port));
    }

    @Override
    public Optional<Usage> usage(WorkloadName name) {
        return Optional.ofNullable(running.get(name))
                .map(run -> new Usage(1 << 20, Duration.ofSeconds(2), 8192, Instant.EPOCH));
    }

    @Override
    public List<String> lastOutput(WorkloadName name, int lines) {
        return output;
    }

    @Override
    public List<OutputLine> output(WorkloadName name, Optional<OutputPosition> after, int lines) {
        List<String> all = output;
        int from = after.map(position -> Integer.parseInt(position.text())).orElse(Math.max(0, all.size() - lines));
        return IntStream.range(from, Math.min(all.size(), from + lines))
                .mapToObj(i -> new OutputLine(all.get(i), new OutputPosition(Integer.toString(i + 1))))
                .toList();
    }

    /** Of every volume. */
    volatile long bytesOnDisk = 4096;

    @Override
    public OptionalLong bytesOnDisk(WorkloadName name, Path part) {
        return volumes.contains(name) ? OptionalLong.of(bytesOnDisk) : OptionalLong.empty();
    }

    @Override
    public Set<WorkloadName> workloads() {
        return Set.copyOf(volumes);
    }

    @Override
    public Watch watch(Consumer<WorkloadName> ended) {
        watchers.add(ended);
        return () -> watchers.remove(ended);
    }
}
