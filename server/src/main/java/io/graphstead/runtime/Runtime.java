package io.graphstead.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A place where workloads run. Knows no product.
 *
 * <p>Every verb that changes something is idempotent, takes a name chosen beforehand and the {@link Fence} of whoever
 * asks, and checks that fence right before each effect: a lower one than was seen ends in {@link RuntimeFailure.Fenced}.
 * A verb that was killed half-way is asked again and finishes. All verbs throw {@link RuntimeFailure} when they do not
 * succeed. {@code RuntimeKit} in the tests is the contract in running form; every implementation passes it.
 */
public interface Runtime {
    /** The host, or the cluster, that the workloads here belong to; the same after a restart of the server. */
    String hostId();

    Capacity capacity();

    Isolation isolation();

    /** The ports to choose from for workloads here; empty where workloads need none chosen. */
    Optional<PortRange> ports();

    /** Whether something that is not of this runtime listens on the port now. Asked before a port is chosen. */
    boolean isPortFree(int port);

    /**
     * What keeps the release from running here, in words that say what to do; empty when nothing does. Of a release that
     * is not installed this is also that it cannot be had: where that has to be asked of a network it is remembered, so
     * that at most one asker in a while waits, and none for longer than a few seconds.
     */
    List<String> obstacles(Needs needs);

    boolean isInstalled(Distribution distribution);

    /** As the other, fetched from where the release comes by itself. */
    default void install(Distribution distribution, InstallProgress progress) {
        install(distribution, Supply.FETCHED, progress);
    }

    /** Puts a release's programs in place, once for all deployments; asked for by several at once it is done once. */
    void install(Distribution distribution, Supply supply, InstallProgress progress);

    /** Where the installed programs came from, with their checksum where there is one, in words; empty when unknown. */
    Optional<String> origin(Distribution distribution);

    /**
     * Takes a release's programs away; nothing happens when they are not there. Whether a deployment needs them is for
     * the asker to know.
     */
    void uninstall(Distribution distribution);

    WorkloadState observe(WorkloadName name);

    /** Makes the volume exist with its seed; one that exists is left as it is. */
    void makeVolume(WorkloadName name, Fence fence, VolumeRequest volume);

    /**
     * Makes the volume exist as a copy of another's; one that exists is left as it is. The copy is of one moment, also
     * while a workload runs on the source: what that one has written and forced to disk before is in it, and it can be
     * started on as after a loss of power. The source's workload is held up for as short as can be, and never for longer
     * than a bound that holds even when the server is killed.
     *
     * @throws RuntimeFailure.Lasting when the source's volume does not exist
     */
    void makeVolumeFrom(WorkloadName name, Fence fence, VolumeCopy copy, InstallProgress progress);

    /**
     * Makes the workload run, returning once it is started, not once it is ready. Does nothing when a workload runs under
     * this name, whatever its revision: the planner stops that one first.
     */
    void run(WorkloadName name, Fence fence, RunRequest request);

    /** Stops the workload and returns when it is gone: by its stop signal, after its grace by force. */
    void stop(WorkloadName name, Fence fence);

    /** Removes everything that exists under this name; refuses while something runs. */
    void remove(WorkloadName name, Fence fence);

    /**
     * Keeps a copy of a stopped workload's volume beside it; one that is kept under this label already is left as it is.
     *
     * @param label as {@link WorkloadName}
     */
    void keepCopy(WorkloadName name, Fence fence, String label);

    /** Puts the copy in the volume's place, which uses it up; without one nothing changes. Refuses while something runs. */
    void bringBackCopy(WorkloadName name, Fence fence, String label);

    /**
     * Keeps a copy of one moment of the volume beside it, also while a workload runs on it: of the same worth, and as
     * gently, as {@link #makeVolumeFrom}. One that is kept under this label already is left as it is.
     *
     * @param label as {@link WorkloadName}
     * @param leaveOut as {@link VolumeCopy#leaveOut}
     * @throws RuntimeFailure.Lasting when there is no volume
     */
    void keepMoment(WorkloadName name, Fence fence, String label, Set<Path> leaveOut, InstallProgress progress);

    /**
     * Keeps a copy with this content beside the volume, to take its place: whoever the volume belongs to can read and
     * write all of it, and nobody else. One that is kept under this label already is left as it is.
     *
     * @throws RuntimeFailure.Lasting when there is no volume, or the content is refused
     */
    void makeCopy(WorkloadName name, Fence fence, String label, VolumeContent content);

    /**
     * Reads a copy that is kept, in the same order each time. Changes nothing, so needs no fence.
     *
     * @throws RuntimeFailure.Lasting when there is none
     */
    void readCopy(WorkloadName name, String label, VolumeEntries to);

    /**
     * Puts a copy in the volume's place and keeps what was there as another copy, without copying anything; going back is
     * the same with the labels exchanged. Asked again it finishes what was begun, or finds it done. Refuses while
     * something runs.
     *
     * @param in the copy that takes the volume's place, which uses it up
     * @param out the label of what is there now
     * @throws RuntimeFailure.Lasting when there is no such copy, or both are kept already
     */
    void swapCopy(WorkloadName name, Fence fence, String in, String out);

    /**
     * Reads the volume of a stopped workload, as {@link #readCopy}. Refuses while something runs.
     *
     * @throws RuntimeFailure.Lasting when there is no volume
     */
    void readVolume(WorkloadName name, VolumeEntries to);

    /** Deletes the copy, if there is one, and what unfinished tries to make it left. */
    void forgetCopy(WorkloadName name, Fence fence, String label);

    /** Where the server can reach a running workload; empty when it does not run. */
    Optional<Reach> reach(WorkloadName name, PortPurpose purpose);

    /** What a running workload uses; empty when it does not run. */
    Optional<Usage> usage(WorkloadName name);

    /** Bytes that a part of the volume takes on disk, running or not; empty when that cannot be told. */
    OptionalLong bytesOnDisk(WorkloadName name, Path part);

    /** The last lines that the workload wrote, oldest first; of an earlier run too. */
    List<String> lastOutput(WorkloadName name, int lines);

    /**
     * Whole lines that the workload wrote, oldest first: those after a position, as many as fit, or without one the last.
     * Where what came right after the position is not kept any more, the oldest that are. A position stays good over a
     * restart of the workload and of the server; one that is not of this runtime counts as none.
     */
    List<OutputLine> output(WorkloadName name, Optional<OutputPosition> after, int lines);

    /** Everything that exists here under any name. */
    Set<WorkloadName> workloads();

    /**
     * Tells of every workload whose process ended or vanished, whoever ended it. At most once per end, from a thread of
     * the runtime; a listener must be quick. Closing ends the watch, not the workloads.
     */
    Watch watch(Consumer<WorkloadName> ended);

    /** A watch that can be ended. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
