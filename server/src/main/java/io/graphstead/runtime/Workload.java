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
 * @param stopSignal the signal that asks it to stop, such as {@code TERM} or {@code INT}
 * @param grace how long it may take to stop before it is killed
 * @param reservation its limits
 */
public record Workload(
        List<String> command,
        Map<Path, String> files,
        List<Attachment> attachments,
        Map<String, String> environment,
        Path workingDirectory,
        String stopSignal,
        Duration grace,
        Reservation reservation) {
    public Workload {
        command = List.copyOf(command);
        files = Map.copyOf(files);
        attachments = List.copyOf(attachments);
        environment = Map.copyOf(environment);
    }

    /** A workload that waits to be told where its things are. Pure: asked again it answers the same. */
    @FunctionalInterface
    public interface Template {
        Workload at(Places places);
    }
}
