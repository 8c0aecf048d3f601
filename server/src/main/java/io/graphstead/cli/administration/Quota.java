package io.graphstead.cli.administration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What an organization may use at most. */
final class Quota {
    @Option(names = "--memory-mb", paramLabel = "MB", description = "Memory of all its databases together, at most.")
    private Optional<Long> memory = Optional.empty();

    @Option(names = "--storage-gb", paramLabel = "GB", description = "Storage of all its databases together, at most.")
    private Optional<Long> storage = Optional.empty();

    @Option(names = "--databases", paramLabel = "N", description = "How many databases it may have at most.")
    private Optional<Long> databases = Optional.empty();

    @Option(names = "--unlimited", description = "Takes limits away that are not given with it.")
    private boolean unlimited;

    boolean isGiven() {
        return unlimited || memory.isPresent() || storage.isPresent() || databases.isPresent();
    }

    /**
     * What was given over what there is, since the server replaces a quota as a whole; nothing when nothing was given.
     *
     * @param present as the server shows it
     */
    Optional<Map<String, Long>> over(JsonNode present) {
        if (!isGiven()) {
            return Optional.empty();
        }
        Map<String, Long> quota = new LinkedHashMap<>();
        if (!unlimited) {
            present.properties().stream()
                    .filter(limit -> limit.getValue().isNumber())
                    .forEach(limit -> quota.put(limit.getKey(), limit.getValue().asLong()));
        }
        memory.ifPresent(value -> quota.put("memoryMB", value));
        storage.ifPresent(value -> quota.put("storageGB", value));
        databases.ifPresent(value -> quota.put("databases", value));
        return Optional.of(quota);
    }
}
