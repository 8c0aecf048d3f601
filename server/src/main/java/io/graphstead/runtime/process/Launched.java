package io.graphstead.runtime.process;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.runtime.OldLogs;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code start.json} says: which process serves a deployment and what it was started for. Written by the launcher
 * between taking the folder's lock and becoming the engine, so whoever reads it of a living process reads the truth;
 * written for all who come later, the control plane after this one among them.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Launched(ProcessId process, Start start) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A signal, and how long is waited for its effect. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Stop(String signal, long waitMillis) {}

    /** See {@link OldLogs}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Old(String names, int keep) {}

    /**
     * Everything that is known before there is a process.
     *
     * @param ticket the one try that this is
     * @param uid whom it runs as; -1: as the server
     * @param startedAtMillis milliseconds since 1970
     * @param stopSignal the name of the signal that asks it to stop first, without {@code SIG}
     * @param graceMillis how long it may take to stop after that one
     * @param cgroups the folders of the cgroups that are its alone
     * @param later the signals that come after the first; none in records of servers that knew only one
     * @param oldLogs its log files that are removed; none in records of servers that did not
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Start(
            String ticket,
            long fence,
            long revision,
            long generation,
            long startedAtMillis,
            Map<String, Integer> ports,
            int uid,
            String stopSignal,
            long graceMillis,
            List<String> cgroups,
            @Nullable List<Stop> later,
            @Nullable List<Old> oldLogs) {
        Start {
            ports = Map.copyOf(ports);
            cgroups = List.copyOf(cgroups);
            later = later == null ? List.of() : List.copyOf(later);
            oldLogs = oldLogs == null ? List.of() : List.copyOf(oldLogs);
        }

        /** All that it is asked by, in turn, and in the end killed with. */
        List<Stop> stops(long forceMillis) {
            List<Stop> all = new ArrayList<>(List.of(new Stop(stopSignal, graceMillis)));
            all.addAll(Objects.requireNonNull(later));
            all.add(new Stop("KILL", forceMillis));
            return all;
        }

        List<OldLogs> oldLogFiles() {
            return Objects.requireNonNull(oldLogs).stream()
                    .map(old -> new OldLogs(old.names(), old.keep()))
                    .toList();
        }

        static Map<String, Integer> portsOf(RunRequest request) {
            Map<String, Integer> ports = new TreeMap<>();
            request.ports().forEach((purpose, port) -> ports.put(purpose.name(), port));
            return ports;
        }

        Instant startedAt() {
            return Instant.ofEpochMilli(startedAtMillis);
        }

        Optional<Integer> port(PortPurpose purpose) {
            return Optional.ofNullable(ports.get(purpose.name()));
        }

        String toJson() {
            try {
                return JSON.writeValueAsString(this);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a start record cannot be written as JSON", e);
            }
        }
    }

    /** Empty when there is none or it cannot be understood. */
    static Optional<Launched> read(Path file) {
        try {
            return Optional.of(JSON.readValue(Files.readString(file), Launched.class))
                    .filter(l -> l.process != null && l.start != null);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
