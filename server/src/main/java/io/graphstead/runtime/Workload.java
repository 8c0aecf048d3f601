package io.graphstead.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One running program, described as data.
 *
 * @param command the program and its arguments; the first is an absolute path
 * @param files content by path relative to {@link Places#config}; written anew before each start
 * @param attachments files that stand in {@link Places#attachments}, and no others
 * @param environment all of its environment; nothing of the server's own is passed on
 * @param workingDirectory where it starts
 * @param stop how it is asked to stop, in turn, each time with less regard; after the last it is killed
 * @param oldLogs log files of its own that are removed for it
 * @param reservation its limits
 */
public record Workload(
        List<String> command,
        Map<Path, String> files,
        List<Attachment> attachments,
        Map<String, String> environment,
        Path workingDirectory,
        List<StopSignal> stop,
        List<OldLogs> oldLogs,
        Reservation reservation) {
    public Workload {
        command = List.copyOf(command);
        files = Map.copyOf(files);
        attachments = List.copyOf(attachments);
        environment = Map.copyOf(environment);
        stop = List.copyOf(stop);
        oldLogs = List.copyOf(oldLogs);
        if (stop.isEmpty()) {
            throw new IllegalArgumentException("a workload must say how it is asked to stop");
        }
    }

    /**
     * One that is asked once and looks after its logs itself.
     *
     * @param grace how long it may take to stop before it is killed
     */
    public Workload(
            List<String> command,
            Map<Path, String> files,
            List<Attachment> attachments,
            Map<String, String> environment,
            Path workingDirectory,
            String stopSignal,
            Duration grace,
            Reservation reservation) {
        this(
                command,
                files,
                attachments,
                environment,
                workingDirectory,
                List.of(new StopSignal(stopSignal, grace)),
                List.of(),
                reservation);
    }

    /** A workload that waits to be told where its things are. Pure: asked again it answers the same. */
    @FunctionalInterface
    public interface Template {
        Workload at(Places places);
    }
}
