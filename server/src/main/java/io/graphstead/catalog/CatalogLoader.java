package io.graphstead.catalog;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the catalogue and refuses one with mistakes, naming file, line and field of each. */
@Factory
public final class CatalogLoader {
    /** The name under which the catalogue that Graphstead comes with is spoken of. */
    static final String BUILT_IN = "catalog.yml";

    /** @throws InvalidCatalog when it has mistakes */
    @Singleton
    Catalog catalog(CatalogSettings settings) {
        return load(settings.file());
    }

    /**
     * @param file an operator's own file, or empty for the catalogue that Graphstead comes with
     * @throws InvalidCatalog when it has mistakes
     */
    public static Catalog load(Optional<Path> file) {
        String name = file.map(Path::toString).orElse(BUILT_IN);
        try (InputStream in = file.isPresent() ? Files.newInputStream(file.get()) : builtIn();
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return read(name, reader, machineMemoryMb());
        } catch (IOException e) {
            throw new InvalidCatalog(name, List.of("it cannot be read: " + e));
        }
    }

    static Catalog read(String name, Reader content, long machineMemoryMb) {
        Node root;
        try {
            root = new Yaml(new LoaderOptions()).compose(content);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new InvalidCatalog(name, List.of("line " + line + ": this is not YAML: " + e.getProblem()));
        } catch (YAMLException e) {
            throw new InvalidCatalog(name, List.of("this is not YAML: " + e.getMessage()));
        }
        if (root == null) {
            throw new InvalidCatalog(name, List.of("line 1: the file is empty"));
        }
        List<String> problems = new ArrayList<>();
        Catalog catalog = new CatalogReader(machineMemoryMb, problems).read(root);
        if (!problems.isEmpty()) {
            throw new InvalidCatalog(name, problems);
        }
        return catalog;
    }

    private static InputStream builtIn() {
        InputStream in = CatalogLoader.class.getResourceAsStream("/" + BUILT_IN);
        if (in == null) {
            throw new IllegalStateException(BUILT_IN + " is missing in this build");
        }
        return in;
    }

    private static long machineMemoryMb() {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return system.getTotalMemorySize() >> 20;
    }
}
