package io.graphstead.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the scenarios that are named, or all, and writes one table and one JSON file. */
public final class Bench {
    private static final Path RESULT = Path.of("bench/target/bench.json");

    private static final Map<String, Scenario> SCENARIOS = new LinkedHashMap<>();

    static {
        SCENARIOS.put("server-start", folder -> new ServerStart().measure(folder));
        SCENARIOS.put("accepting", folder -> new Accepting().measure(folder));
        SCENARIOS.put("get-database", folder -> new Answering().getDatabase(folder));
        SCENARIOS.put("token-grants", folder -> new Answering().tokenGrants(folder));
        SCENARIOS.put("create-and-pause", folder -> new CreateAndPause().measure(folder));
        SCENARIOS.put("gateway", folder -> new GatewayLoad().measure(folder));
        SCENARIOS.put("gateway-neo4j", folder -> new GatewayBeforeNeo4j().measure(folder));
        SCENARIOS.put("console", folder -> new ConsolePages().measure(folder));
        SCENARIOS.put("snapshots", folder -> new Snapshotting().measure(folder));
        SCENARIOS.put("typedb-clusters", folder -> new TypeDbClusters().measure(folder));
    }

    private Bench() {}

    /** One thing that is measured, in a folder of its own. */
    @FunctionalInterface
    private interface Scenario {
        List<Figure> measure(Path folder) throws IOException, InterruptedException;
    }

    public static void main(String[] names) throws IOException, InterruptedException {
        List<String> unknown = Arrays.stream(names)
                .filter(name -> !SCENARIOS.containsKey(name))
                .toList();
        if (!unknown.isEmpty()) {
            System.err.println("no scenario " + String.join(", ", unknown) + "; there are "
                    + String.join(", ", SCENARIOS.keySet()));
            System.exit(2);
        }
        List<Figure> figures = new ArrayList<>();
        for (Map.Entry<String, Scenario> each : SCENARIOS.entrySet()) {
            if (names.length == 0 || Arrays.asList(names).contains(each.getKey())) {
                System.err.println("measuring " + each.getKey() + " …");
                figures.addAll(measured(each.getValue()));
            }
        }
        System.out.printf(
                "%-18s %-34s %9s %9s %9s %9s %9s%n",
                "scenario", "figure", "value", "least", "most", "at least", "at most");
        figures.forEach(Bench::print);
        Files.createDirectories(RESULT.getParent());
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(RESULT.toFile(), figures);
        System.exit(figures.stream().allMatch(Figure::holds) ? 0 : 1);
    }

    private static List<Figure> measured(Scenario scenario) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("graphstead-bench");
        try {
            return scenario.measure(folder);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                    if (!Files.isSymbolicLink(path) && !Files.isWritable(path)) {
                        path.toFile().setWritable(true);
                    }
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private static void print(Figure figure) {
        System.out.printf(
                "%-18s %-34s %9.3f %9.3f %9.3f %9s %9s%s%n",
                figure.scenario(),
                figure.name(),
                figure.value(),
                figure.low(),
                figure.high(),
                figure.floor() == 0 ? "" : String.format("%.3f", figure.floor()),
                Double.isInfinite(figure.bound()) ? "" : String.format("%.3f", figure.bound()),
                figure.holds() ? "" : "  <-- missed");
    }
}
