package io.graphstead.cli;

import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.CatalogLoader;
import io.graphstead.catalog.CatalogSettings;
import io.graphstead.catalog.InvalidCatalog;
import io.graphstead.cli.doctor.AccessChecks;
import io.graphstead.cli.doctor.Finding;
import io.graphstead.cli.doctor.MachineChecks;
import io.graphstead.cli.doctor.SoftwareChecks;
import io.graphstead.platform.configuration.Settings;
import io.graphstead.platform.folder.ServerSettings;
import io.graphstead.runtime.process.ProcessSettings;
import io.graphstead.runtime.process.distribution.EngineSettings;
import io.graphstead.runtime.process.distribution.JavaHomes;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    private ServerOptions options = new ServerOptions();

    @Option(names = "--offline", description = "Leaves out what needs the network.")
    private boolean offline;

    @Override
    public Integer call() {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Settings settings = options.settings(System.getenv());
        Catalog catalog;
        try {
            catalog = CatalogLoader.load(settings.bind(CatalogSettings.class).file());
        } catch (InvalidCatalog e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
        List<Finding> findings = look(settings, catalog);
        print(out, findings);
        return findings.stream().anyMatch(finding -> finding.level() == Finding.Level.PROBLEM) ? 1 : 0;
    }

    private List<Finding> look(Settings settings, Catalog catalog) {
        ServerSettings server = settings.bind(ServerSettings.class);
        Path root = Path.of("/");
        var machine = new MachineChecks(root);
        var access = new AccessChecks(root);
        var software = new SoftwareChecks(
                catalog,
                EngineCommand.engines(),
                EngineCommand.store(settings),
                new JavaHomes(settings.bind(EngineSettings.class).javaHomes().orElse(List.of())),
                System.getenv().getOrDefault("PATH", ""));
        List<Finding> findings = new ArrayList<>();
        findings.add(access.user());
        findings.add(access.dataFolder(server.data()));
        findings.add(machine.disk(server.data()));
        findings.add(machine.memory());
        findings.add(machine.openFiles());
        findings.add(machine.cgroups());
        findings.add(machine.serverPort(server.port()));
        findings.add(machine.processPorts(settings.bind(ProcessSettings.class).portRange()));
        findings.add(software.tools());
        findings.addAll(software.javas());
        findings.addAll(software.engines());
        if (!offline) {
            findings.addAll(software.repositories());
            findings.addAll(software.obtainable());
        }
        return findings;
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
