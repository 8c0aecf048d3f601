package io.graphstead.cli;

import io.graphstead.catalog.CatalogLoader;
import io.graphstead.catalog.CatalogSettings;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Version;
import io.graphstead.engine.neo4j.Neo4jEngine;
import io.graphstead.engine.typedb.TypeDbEngine;
import io.graphstead.platform.configuration.Settings;
import io.graphstead.platform.folder.ServerSettings;
import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.Supply;
import io.graphstead.runtime.process.ProcessSettings;
import io.graphstead.runtime.process.distribution.ArchiveSettings;
import io.graphstead.runtime.process.distribution.DistributionStore;
import io.graphstead.runtime.process.distribution.EngineSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code graphstead engine}: installs engines on this machine, beside a running server if there is one. */
@Command(
        name = "engine",
        description = "Lists and installs the engines' releases.",
        subcommands = EngineCommand.Install.class)
public final class EngineCommand {
    /** All that a server runs. */
    static List<Engine> engines() {
        return List.of(new Neo4jEngine(), new TypeDbEngine());
    }

    /** The programs that a server with these settings runs. */
    static DistributionStore store(Settings settings) {
        return new DistributionStore(
                ServerBeans.rootFor(
                                settings.bind(ProcessSettings.class),
                                settings.bind(ServerSettings.class).data())
                        .path()
                        .resolve("engines"),
                settings.bind(EngineSettings.class),
                settings.bind(ArchiveSettings.class),
                Clock.systemUTC());
    }

    @Command(
            name = "install",
            description =
                    "Installs one release on this machine, beside a running server or before there is one, fetched or"
                            + " from a file. For another machine's server: install-on-server.")
    static final class Install implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Mixin
        private ServerOptions options = new ServerOptions();

        @Parameters(index = "0", paramLabel = "ENGINE", description = "The engine: neo4j or typedb.")
        private String engine = "";

        @Parameters(index = "1", paramLabel = "VERSION", description = "The release, such as 2026.08.1.")
        private String version = "";

        @Option(
                names = "--from",
                paramLabel = "FILE",
                description = "The vendor's archive (tar.gz, tar or zip), the folder that it was unpacked to, or an"
                        + " archive of an installed engine's folder. Without it the release is fetched.")
        private @Nullable Path from;

        @Option(
                names = "--sha256",
                paramLabel = "HEX",
                description = "The archive's SHA-256; another archive is refused.")
        private Optional<String> sha256 = Optional.empty();

        @Override
        public Integer call() {
            PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
            PrintWriter err = spec.commandLine().getErr();
            try {
                Checksums.check(sha256);
                Distribution distribution = distribution();
                Settings settings = options.settings(System.getenv());
                DistributionStore store = store(settings);
                if (store.isInstalled(distribution)) {
                    out.println(distribution + " is installed already, in " + store.folderOf(distribution)
                            + from(store, distribution));
                    return CommandLine.ExitCode.OK;
                }
                Supply supply = from == null ? Supply.FETCHED : Supply.of(from);
                Path folder = store.install(distribution, supply.with(sha256), new ProgressLines(err));
                out.println(distribution + " is installed in " + folder + from(store, distribution));
                if (!isOffered(settings, distribution)) {
                    out.println("It is not in the catalogue, so no database can be made of it yet: add {engine: "
                            + engine + ", version: " + version
                            + ", edition: community} to the releases of your catalogue's file (setting catalog.file).");
                }
                return CommandLine.ExitCode.OK;
            } catch (RuntimeFailure | IllegalArgumentException e) {
                err.println(e.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
            }
        }

        private static String from(DistributionStore store, Distribution distribution) {
            return store.origin(distribution).map(origin -> "\nfrom " + origin).orElse("");
        }

        /** What the catalogue does not list may be installed as well: a catalogue may be about to name it. */
        private static boolean isOffered(Settings settings, Distribution distribution) {
            return CatalogLoader.load(settings.bind(CatalogSettings.class).file())
                    .release(distribution.engine(), distribution.version())
                    .isPresent();
        }

        private Distribution distribution() {
            Engine found = engines().stream()
                    .filter(known -> known.name().equals(engine))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("engine \"" + engine
                            + "\" is not known; known are "
                            + String.join(
                                    ", ", engines().stream().map(Engine::name).toList())));
            return found.needs(new Version(version)).distribution();
        }
    }
}
