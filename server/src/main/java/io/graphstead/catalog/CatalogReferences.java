package io.graphstead.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds out, entry by entry, whether ids are unique and what refers to something refers to something that is there. */
final class CatalogReferences {
    private final Map<String, Integer> lines = new HashMap<>();
    private final Set<String> providers = new TreeSet<>();
    private final Map<String, Set<String>> regions = new HashMap<>();

    void region(YamlFields entry, Region region) {
        unique(entry, "id", "region " + region.id() + " of " + region.provider());
        providers.add(region.provider());
        regions.computeIfAbsent(region.provider(), provider -> new TreeSet<>()).add(region.id());
    }

    void storageType(YamlFields entry, StorageType type) {
        unique(entry, "id", "storage type " + type.id() + " of " + type.provider());
        knownProvider(entry, type.provider());
    }

    void release(YamlFields entry, Release release) {
        unique(entry, "version", "release " + release.engine() + " " + release.version());
    }

    /** Plans and machine types share their ids: either dialect shows what the other made by it. */
    void size(YamlFields entry, Size size) {
        unique(entry, "id", "size " + size.id());
        size.provider().ifPresent(provider -> {
            knownProvider(entry, provider);
            if (size.regions().isEmpty()) {
                entry.problem("regions", "must name at least one region of " + provider);
            }
            Set<String> known = regions.getOrDefault(provider, Set.of());
            for (String region : size.regions()) {
                if (providers.contains(provider) && !known.contains(region)) {
                    entry.problem(
                            "regions",
                            "names \"" + region + "\", which is no region of " + provider + "; known are "
                                    + String.join(", ", known));
                }
            }
        });
    }

    void defaults(YamlFields root, List<Release> releases) {
        Set<String> engines = new TreeSet<>();
        releases.forEach(release -> engines.add(release.engine()));
        for (String engine : engines) {
            long defaults = releases.stream()
                    .filter(release -> release.engine().equals(engine) && release.byDefault())
                    .count();
            if (defaults != 1 && !engine.isEmpty()) {
                root.problem(
                        "releases", "must have exactly one of " + engine + " with \"default: true\", not " + defaults);
            }
        }
    }

    private void knownProvider(YamlFields entry, String provider) {
        if (!providers.contains(provider) && !provider.isEmpty()) {
            entry.problem(
                    "provider", "\"" + provider + "\" has no region here; known are " + String.join(", ", providers));
        }
    }

    private void unique(YamlFields entry, String field, String what) {
        Integer before = lines.putIfAbsent(what, entry.line());
        if (before != null) {
            entry.problem(field, "is there twice: " + what + " stands in line " + before + " already");
        }
    }
}
