package io.graphstead.runtime.process;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What {@code start.json} says: which process serves a deployment and what it was started for. Written by the launcher
 * between taking the folder's lock and becoming the engine, so whoever reads it of a living process reads the truth;
 * written for all who come later, the control plane after this one among them.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Launched(ProcessId process, Start start) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Everything that is known before there is a process.
     *
     * @param ticket the one try that this is
     * @param uid whom it runs as; -1: as the server
     * @param startedAtMillis milliseconds since 1970
     * @param stopSignal the name of the signal that asks it to stop, without {@code SIG}
     * @param cgroups the folders of the cgroups that are its alone
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
            List<String> cgroups) {
        Start {
            ports = Map.copyOf(ports);
            cgroups = List.copyOf(cgroups);
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
