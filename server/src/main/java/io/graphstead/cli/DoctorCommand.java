package io.graphstead.cli;

import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.CatalogLoader;
import io.graphstead.catalog.InvalidCatalog;
import io.graphstead.cli.doctor.AccessChecks;
import io.graphstead.cli.doctor.Finding;
import io.graphstead.cli.doctor.MachineChecks;
import io.graphstead.cli.doctor.SoftwareChecks;
import io.graphstead.engine.neo4j.Neo4jEngine;
import io.graphstead.runtime.PortRange;
import io.graphstead.runtime.process.distribution.JavaHomes;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code graphstead doctor}: looks at this machine and says what to do. Ends with 1 when there is a problem. */
@Command(name = "doctor", description = "Checks whether Graphstead can run on this machine and says what to do.")
public final class DoctorCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private EngineCommand.Location location = new EngineCommand.Location();

    @Option(names = "--port", paramLabel = "N", description = "The server's port (default: ${DEFAULT-VALUE}).")
    private int port = 7443;

    @Option(
            names = "--process-ports",
            paramLabel = "FIRST-LAST",
            description = "The ports of databases' processes (default: ${DEFAULT-VALUE}).")
    private String processPorts = "20000-29999";

    @Option(names = "--catalog", paramLabel = "FILE", description = "The catalogue, when the server uses its own.")
    private @Nullable Path catalogFile;

    @Option(names = "--offline", description = "Leaves out what needs the network.")
    private boolean offline;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Catalog catalog;
        try {
            catalog = CatalogLoader.load(Optional.ofNullable(catalogFile));
        } catch (InvalidCatalog e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
        List<Finding> findings = look(catalog, ports());
        print(out, findings);
        return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.PROBLEM) ? 1 : 0;
    }

    private List<Finding> look(Catalog catalog, PortRange ports) {
        Path root = Path.of("/");
        var machine = new MachineChecks(root);
        var access = new AccessChecks(root);
        var software = new SoftwareChecks(
                catalog,
                List.of(new Neo4jEngine()),
                location.store(),
                new JavaHomes(List.of()),
                System.getenv().getOrDefault("PATH", ""));
        List<Finding> findings = new ArrayList<>();
        findings.add(access.user());
        findings.add(access.dataFolder(location.data()));
        findings.add(machine.disk(location.data()));
        findings.add(machine.memory());
        findings.add(machine.openFiles());
        findings.add(machine.cgroups());
        findings.add(machine.serverPort(port));
        findings.add(machine.processPorts(ports));
        findings.add(software.tools());
        findings.addAll(software.javas());
        findings.addAll(software.engines());
        if (!offline) {
            findings.addAll(software.repositories());
        }
        return findings;
    }

    private PortRange ports() {
        String[] ends = processPorts.split("-", 2);
        try {
            return new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
        } catch (IllegalArgumentException e) {
            throw new picocli.CommandLine.ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    "--process-ports wants two ports from 1024 to 65535, such as 20000-29999, not " + processPorts,
                    e);
        }
    }

    private static void print(PrintWriter out, List<Finding> findings) {
        int width = findings.stream()
                .mapToInt(finding -> finding.subject().length())
                .max()
                .orElse(0);
        for (Finding finding : findings) {
            out.printf("%-8s %-" + width + "s  %s%n", finding.level().word(), finding.subject(), finding.what());
            if (!finding.remedy().isEmpty()) {
                out.printf("%-8s %-" + width + "s  -> %s%n", "", "", finding.remedy());
            }
        }
        long problems = findings.stream()
                .filter(finding -> finding.level() == Finding.Level.PROBLEM)
                .count();
        out.println(
                problems == 0
                        ? "Graphstead can run here."
                        : "Graphstead cannot run here before "
                                + (problems == 1 ? "the problem is" : problems + " problems are") + " solved.");
        out.flush();
    }
}
