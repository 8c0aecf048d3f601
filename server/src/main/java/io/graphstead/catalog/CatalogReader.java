package io.graphstead.catalog;

import io.graphstead.engine.Memory;
import io.graphstead.engine.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.Node;

/** Makes a catalogue of a YAML document, noting every mistake in it. */
final class CatalogReader {
    private static final String ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";
    private static final long TERABYTE_IN_MB = 1L << 20;

    private final long machineMemoryMb;
    private final List<String> problems;

    CatalogReader(long machineMemoryMb, List<String> problems) {
        this.machineMemoryMb = machineMemoryMb;
        this.problems = problems;
    }

    /** What was read; only fit for use when no problem was noted. */
    Catalog read(Node root) {
        YamlFields fields = YamlFields.of(root, problems);
        var references = new CatalogReferences();

        List<Region> regions = new ArrayList<>();
        for (YamlFields each : fields.each("regions")) {
            Region region = new Region(id(each, "id"), each.text("name"), id(each, "provider"));
            each.nothingElse();
            references.region(each, region);
            regions.add(region);
        }
        List<StorageType> storageTypes = new ArrayList<>();
        for (YamlFields each : fields.each("storageTypes")) {
            StorageType type = new StorageType(id(each, "id"), id(each, "provider"));
            each.nothingElse();
            references.storageType(each, type);
            storageTypes.add(type);
        }
        List<Release> releases = new ArrayList<>();
        for (YamlFields each : fields.each("releases")) {
            Release release =
                    new Release(id(each, "engine"), version(each), each.text("edition"), each.flag("default"));
            each.nothingElse();
            references.release(each, release);
            releases.add(release);
        }
        List<Size> sizes = new ArrayList<>();
        for (YamlFields each : fields.each("plans")) {
            Size plan = plan(each);
            references.size(each, plan);
            sizes.add(plan);
        }
        for (YamlFields each : fields.each("machineTypes")) {
            Size type = machineType(each);
            references.size(each, type);
            sizes.add(type);
        }
        fields.nothingElse();
        if (releases.isEmpty()) {
            fields.problem("releases", "must name at least one release");
        }
        if (regions.isEmpty()) {
            fields.problem("regions", "must name at least one region");
        }
        references.defaults(fields, releases);
        return new Catalog(releases, sizes, storageTypes, regions);
    }

    private Size plan(YamlFields each) {
        String id = id(each, "id");
        long ceiling = each.whole("memory", 512, TERABYTE_IN_MB);
        Memory memory =
                new Memory(ceiling, each.whole("heap", 0, TERABYTE_IN_MB), each.whole("pageCache", 0, TERABYTE_IN_MB));
        if (memory.heapMb() + memory.pageCacheMb() > ceiling) {
            each.problem(
                    "memory",
                    "of " + ceiling + " MB is less than heap and pageCache together ("
                            + (memory.heapMb() + memory.pageCacheMb()) + " MB)");
        }
        Size plan = new Size(
                id,
                Size.Kind.PLAN,
                each.optionalText("label").orElse(id),
                memory,
                ceiling,
                each.cpus("cpus"),
                (int) each.whole("storage", 1, 1_000_000),
                (int) (long) each.optionalWhole("servers", 1, 1).orElse(1L),
                each.texts("extras"),
                Optional.empty(),
                List.of(),
                each.flag("free"));
        each.nothingElse();
        return plan;
    }

    private Size machineType(YamlFields each) {
        String id = id(each, "id");
        long shown = each.whole("memory", 512, TERABYTE_IN_MB);
        long local = each.optionalWhole("localMemory", 512, TERABYTE_IN_MB)
                .orElseGet(() -> MachineMemory.ceilingMb(shown, machineMemoryMb));
        Size type = new Size(
                id,
                Size.Kind.MACHINE_TYPE,
                each.optionalText("label").orElse(id),
                MachineMemory.divide(local),
                shown,
                each.cpus("cpus"),
                10,
                1,
                List.of(),
                Optional.of(id(each, "provider")),
                each.texts("regions"),
                each.flag("free"));
        each.nothingElse();
        return type;
    }

    private static String id(YamlFields fields, String field) {
        String id = fields.text(field);
        if (!id.isEmpty() && !id.matches(ID)) {
            fields.problem(field, "must be letters, digits, \".\", \"_\" and \"-\", at most 63, not \"" + id + "\"");
        }
        return id;
    }

    private static Version version(YamlFields fields) {
        String text = fields.text("version");
        try {
            return new Version(text);
        } catch (IllegalArgumentException e) {
            if (!text.isEmpty()) {
                fields.problem("version", "must be numbers between dots, such as 2026.08.1, not \"" + text + "\"");
            }
            return new Version("0");
        }
    }
}
