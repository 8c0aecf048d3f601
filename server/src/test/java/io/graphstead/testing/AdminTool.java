package io.graphstead.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.engine.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The vendor's own tool {@code neo4j-admin}, as it lies in every installed release, on a volume that no server uses. */
public final class AdminTool {
    private static final long LIMIT_MINUTES = 5;

    private final Version version;
    private final Path volume;
    private final Path work;

    /**
     * @param volume what a server has as its home
     * @param work where the tool may write what it has to say
     */
    public AdminTool(Version version, Path volume, Path work) {
        this.version = version;
        this.volume = volume;
        this.work = work;
    }

    /** Writes {@code neo4j.dump} into that folder. */
    public Path dump(Path folder) throws IOException {
        Path dump = folder.resolve("neo4j.dump");
        if (isOf4()) {
            succeed("dump", "--database=neo4j", "--to=" + dump);
        } else {
            succeed("database", "dump", "neo4j", "--to-path=" + folder);
        }
        return dump;
    }

    /** Puts a dump in the place of what is there; it is called {@code neo4j.dump}. */
    public void load(Path dump) throws IOException {
        if (isOf4()) {
            succeed("load", "--database=neo4j", "--from=" + dump, "--force");
        } else {
            succeed("database", "load", "neo4j", "--from-path=" + dump.getParent());
        }
    }

    /** Fails unless each node, relationship, property, count and index of the store agrees with the others. */
    public void check(String database) throws IOException {
        Path report = Files.createDirectories(work.resolve("report"));
        if (isOf4()) {
            succeed("check-consistency", "--database=" + database, "--report-dir=" + report);
        } else {
            succeed("database", "check", database, "--report-path=" + report);
        }
    }

    private boolean isOf4() {
        return version.major() == 4;
    }

    private void succeed(String... arguments) throws IOException {
        Path conf = Files.createDirectories(work.resolve("admin-conf"));
        Files.writeString(conf.resolve("neo4j.conf"), "");
        Path output = work.resolve("admin.log");
        List<String> command = Stream.concat(
                        Stream.of(
                                RealNeo4j.java(version)
                                        .home()
                                        .resolve("bin/java")
                                        .toString(),
                                "-Xmx256m",
                                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                                "--add-opens=java.base/java.io=ALL-UNNAMED",
                                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "-cp",
                                RealNeo4j.installed(version).resolve("lib") + "/*",
                                "org.neo4j.cli.AdminTool"),
                        Stream.of(arguments))
                .toList();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("NEO4J_HOME", volume.toString());
        builder.environment().put("NEO4J_CONF", conf.toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES))
                    .as("%s ends", command.getLast())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the vendor's tool ran", e);
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }
}
