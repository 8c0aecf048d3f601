package io.graphstead.cli.administration;

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

    /** What was given of it; nothing when nothing was. */
    Optional<Map<String, Long>> given() {
        Map<String, Long> quota = new LinkedHashMap<>();
        memory.ifPresent(value -> quota.put("memoryMB", value));
        storage.ifPresent(value -> quota.put("storageGB", value));
        databases.ifPresent(value -> quota.put("databases", value));
        return Optional.of(quota).filter(limits -> !limits.isEmpty());
    }
}
