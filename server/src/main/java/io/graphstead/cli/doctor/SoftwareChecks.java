package io.graphstead.cli.doctor;

import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Release;
import io.graphstead.engine.Engine;
import io.graphstead.runtime.JavaNeed;
import io.graphstead.runtime.Needs;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.process.distribution.DistributionStore;
import io.graphstead.runtime.process.distribution.JavaHome;
import io.graphstead.runtime.process.distribution.JavaHomes;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Javas, tools, engines and where engines are fetched from. */
public final class SoftwareChecks {
    private final Catalog catalog;
    private final List<Engine> engines;
    private final DistributionStore store;
    private final JavaHomes javas;
    private final String path;

    /** @param path folders with programs, as in the environment's {@code PATH} */
    public SoftwareChecks(
            Catalog catalog, List<Engine> engines, DistributionStore store, JavaHomes javas, String path) {
        this.catalog = catalog;
        this.engines = List.copyOf(engines);
        this.store = store;
        this.javas = javas;
        this.path = path;
    }

    /** One finding per release that needs a Java: without one the default release cannot run at all. */
    public List<Finding> javas() {
        List<Finding> findings = new ArrayList<>();
        for (Release release : catalog.releases()) {
            Optional<JavaNeed> need = needs(release).flatMap(Needs::java);
            if (need.isEmpty()) {
                continue;
            }
            String subject = "Java for " + release.engine() + " " + release.version();
            Optional<JavaHome> best = javas.best(need.get());
            if (best.isPresent()) {
                String found = best.get().version() + " in " + best.get().home();
                findings.add(AccessChecks.closedToOthers(best.get().home())
                        .map(closed -> Finding.warning(
                                subject,
                                found + ", but other users cannot enter " + closed,
                                "install a Java in the system's own folders, or: chmod o+x " + closed))
                        .orElseGet(() -> Finding.ok(subject, found)));
            } else if (release.byDefault()) {
                findings.add(Finding.problem(subject, "none that fits", javas.remedy(need.get())));
            } else {
                findings.add(Finding.warning(subject, "none that fits", javas.remedy(need.get())));
            }
        }
        return findings;
    }

    public Finding tools() {
        List<String> missing = List.of("setsid", "flock", "setpriv").stream()
                .filter(tool -> program(tool).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            return Finding.problem("tools", "missing: " + String.join(", ", missing), "install the package util-linux");
        }
        return program("flock").map(SoftwareChecks::keepsItsPid).orElse(false)
                ? Finding.ok("tools", "setsid, flock, setpriv")
                : Finding.problem(
                        "tools",
                        "flock is there but has no --no-fork",
                        "install util-linux 2.34 or later; the flock of BusyBox is not enough");
    }

    public List<Finding> engines() {
        List<String> installed = store.installed();
        List<Finding> findings = new ArrayList<>();
        for (Release release : catalog.releases()) {
            String name = release.engine() + " " + release.version();
            findings.add(Finding.ok(name, installed.contains(name) ? "installed" : "not installed"));
        }
        return findings;
    }

    /** Whether what is not installed could be fetched now; asks vendors' release sites. */
    public List<Finding> obtainable() {
        List<Finding> findings = new ArrayList<>();
        for (Release release : catalog.releases()) {
            needs(release)
                    .map(Needs::distribution)
                    .filter(distribution -> !store.isInstalled(distribution))
                    .flatMap(store::obstacle)
                    .ifPresent(why -> findings.add(
                            Finding.warning(release.engine() + " " + release.version(), "cannot be fetched", why)));
        }
        return findings;
    }

    /** Asks the repositories for a file of a few kilobytes. */
    public List<Finding> repositories() {
        String remedy =
                "check the network and the mirrors and proxies in Maven's settings.xml; without a network install"
                        + " engines from files: graphstead engine install neo4j VERSION --from FILE";
        try {
            List<Finding> findings = new ArrayList<>();
            for (Map.Entry<String, String> repository :
                    store.probeRepositories("org.neo4j", "neo4j").entrySet()) {
                String subject = "repository " + repository.getKey();
                findings.add(
                        repository.getValue().isEmpty()
                                ? Finding.ok(subject, "answers")
                                : Finding.warning(subject, "cannot be used: " + repository.getValue(), remedy));
            }
            return findings;
        } catch (RuntimeFailure e) {
            return List.of(Finding.problem("repositories", String.valueOf(e.getMessage()), remedy));
        }
    }

    private Optional<Needs> needs(Release release) {
        try {
            return engines.stream()
                    .filter(engine -> engine.name().equals(release.engine()))
                    .findFirst()
                    .map(engine -> engine.needs(release.version()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a release that this engine cannot run: said when the server starts
        }
    }

    private Optional<Path> program(String name) {
        for (String folder : path.split(File.pathSeparator)) {
            if (!folder.isBlank() && Files.isExecutable(Path.of(folder, name))) {
                return Optional.of(Path.of(folder, name));
            }
        }
        return Optional.empty();
    }

    private static boolean keepsItsPid(Path flock) {
        try {
            Process help = new ProcessBuilder(flock.toString(), "--help")
                    .redirectErrorStream(true)
                    .start();
            try (var output = help.getInputStream()) {
                return new String(output.readAllBytes(), StandardCharsets.UTF_8).contains("--no-fork");
            }
        } catch (IOException e) {
            return false;
        }
    }
}
