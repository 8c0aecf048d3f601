package io.graphstead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineAndDoctorCommandTest {
    @TempDir
    Path folder;

    @Test
    void a_release_is_installed_from_an_archive_and_listed() throws IOException {
        Path archive = archiveOf("5.26.30");
        Cli.Run installed =
                run("engine", "install", "neo4j", "5.26.30", "--from", archive.toString(), "--data", data());
        assertThat(installed.code()).as(installed.err()).isZero();
        assertThat(installed.out()).contains("neo4j 5.26.30 is installed in", "runtime/engines/neo4j/5.26.30");

        assertThat(run("engine", "install", "neo4j", "5.26.30", "--data", data())
                        .out())
                .contains("installed already");
        assertThat(run("engine", "list", "--data", data()).out().lines())
                .anyMatch(line -> line.matches("neo4j 5.26.30 +community +installed"))
                .anyMatch(line -> line.matches("neo4j 2026.08.1 +community +fetched when first needed, default"));
    }

    @Test
    void an_installed_release_outside_the_catalogue_is_listed_too() throws IOException {
        run(
                "engine",
                "install",
                "neo4j",
                "5.20.0",
                "--from",
                archiveOf("5.20.0").toString(),
                "--data",
                data());
        assertThat(run("engine", "list", "--data", data()).out())
                .contains("neo4j 5.20.0")
                .contains("installed, not in the catalogue");
    }

    @Test
    void a_release_whose_program_says_its_version_is_installed_from_the_folder_it_was_unpacked_to() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path unpacked = Files.createDirectories(folder.resolve("typedb-all-linux-x86_64-3.11.5/server"))
                .getParent();
        Files.writeString(unpacked.resolve("typedb"), "#!/bin/sh\n");
        Files.writeString(unpacked.resolve("server/config.yml"), "server:\n");
        Path program =
                Files.writeString(unpacked.resolve("server/typedb_server_bin"), "#!/bin/sh\necho typedb 3.11.5\n");
        assertThat(program.toFile().setExecutable(true, false)).isTrue();
        String[] other = {"engine", "install", "typedb", "3.12.3", "--from", unpacked.toString(), "--data", data()};
        assertThat(run(other).err())
                .contains("this is not typedb 3.12.3: server/typedb_server_bin says \"typedb 3.11.5\"");
        String[] right = {"engine", "install", "typedb", "3.11.5", "--from", unpacked.toString(), "--data", data()};
        assertThat(run(right).out())
                .contains("typedb 3.11.5 is installed in", "from folder typedb-all-linux-x86_64-3.11.5")
                .doesNotContain("not in the catalogue");
    }

    @Test
    void a_checksum_is_kept_to_and_shown() throws IOException {
        String archive = archiveOf("5.20.0").toString();
        String wrong = "0".repeat(64);
        Cli.Run refused =
                run("engine", "install", "neo4j", "5.20.0", "--from", archive, "--sha256", wrong, "--data", data());
        assertThat(refused.code()).isOne();
        assertThat(refused.err()).containsPattern("its SHA-256 is [0-9a-f]{64} and must be " + wrong);
        String sum = refused.err().replaceAll("(?s).*its SHA-256 is ([0-9a-f]{64}).*", "$1");
        assertThat(run("engine", "install", "neo4j", "5.20.0", "--from", archive, "--sha256", sum, "--data", data())
                        .out())
                .contains("from archive neo4j-5.20.0.zip, sha256 " + sum, "It is not in the catalogue");
        assertThat(run("engine", "install", "neo4j", "5.20.0", "--sha256", "abc")
                        .code())
                .isEqualTo(2);
    }

    @Test
    void the_archive_of_another_release_is_refused_with_words() throws IOException {
        Cli.Run answer = run(
                "engine",
                "install",
                "neo4j",
                "5.26.30",
                "--from",
                archiveOf("5.20.0").toString(),
                "--data",
                data());
        assertThat(answer.code()).isOne();
        assertThat(answer.err())
                .contains("is not neo4j 5.26.30: it lacks lib/neo4j-5.26.30.jar")
                .doesNotContain("\tat ");
    }

    @Test
    void unknown_engines_and_versions_are_refused_with_those_that_are_known() {
        assertThat(run("engine", "install", "redis", "7", "--data", data()).err())
                .contains("engine \"redis\" is not known; known are neo4j");
        assertThat(run("engine", "install", "neo4j", "3.5.1", "--data", data()).err())
                .contains("Neo4j 3.5.1 cannot be run here");
        assertThat(run("engine", "install", "neo4j", "latest", "--data", data()).err())
                .contains("not a version: latest");
    }

    @Test
    void doctor_says_how_things_are_and_ends_with_1_only_for_a_problem() {
        Cli.Run answer = run("doctor", "--offline", "--data", data());
        assertThat(answer.out())
                .contains("data folder", "memory", "disk", "open files", "cgroups", "port 7443", "tools")
                .contains("Java for neo4j 2026.08.1", "Java for neo4j 4.4.16")
                .doesNotContain("repository");
        boolean problem = answer.out().lines().anyMatch(line -> line.startsWith("problem"));
        assertThat(answer.code()).isEqualTo(problem ? 1 : 0);
    }

    @Test
    void doctor_ends_with_1_when_the_data_folder_is_a_file() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Cli.Run answer = run("doctor", "--offline", "--data", file.toString());
        assertThat(answer.code()).isOne();
        assertThat(answer.out())
                .containsPattern("problem +data folder .*is a file")
                .contains("-> name a folder by --data", "cannot run here");
    }

    private Cli.Run run(String... arguments) {
        return Cli.in(folder).run(arguments);
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private Path archiveOf(String version) throws IOException {
        Path archive = folder.resolve("neo4j-" + version + ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            for (String jar : new String[] {"neo4j", "neo4j-server"}) {
                zip.putNextEntry(new ZipEntry("neo4j-community-" + version + "/lib/" + jar + "-" + version + ".jar"));
                zip.write(jar.getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return archive;
    }
}
