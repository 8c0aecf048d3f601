package io.graphstead.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.ServerApi;
import io.graphstead.testing.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Schemathesis makes requests out of each dialect's own description and holds the answers against it: nothing is answered
 * with a 5xx, with a status or a shape that the description does not know. Against a server of its own with the quick test
 * engine: what is asked here pauses, renames and deletes.
 */
@Tag("slow")
class FuzzingTest {
    private static final Path PROGRAM =
            Path.of("target", "schemathesis", "bin", "st").toAbsolutePath();
    private static final String CHECKS =
            "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";
    private static final Duration LIMIT = Duration.ofMinutes(4);

    @TempDir
    static Path temporary;

    private static ServerProcess server;
    private static Map<String, String> graphenedb;
    private static Map<String, String> typedb;

    @BeforeAll
    static void start() throws IOException {
        assertThat(PROGRAM)
                .as("the fuzzer, which ./dev/test installs; run that, or: . dev/find-schemathesis; find_schemathesis")
                .exists();
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx--x--x"));
        Path catalog = temporary.resolve("catalog.yml");
        try (InputStream in = FuzzingTest.class.getResourceAsStream("/io/graphstead/crash/catalog.yml")) {
            Files.write(catalog, Objects.requireNonNull(in).readAllBytes());
        }
        server = ServerProcess.onClassPath(
                temporary.resolve("data"),
                List.of(),
                List.of(
                        "catalog.file=" + catalog,
                        "api.rate-limit.burst=1000000",
                        "api.rate-limit.wrong-credentials-per-minute=1000000"));
        server.start();
        ServerApi api = server.api();
        String organization = api.post("/organizations", Map.of("name", "Fuzz", "slug", "fuzz"))
                .path("id")
                .asText();
        JsonNode environment = api.post(
                "/deployments/environments",
                Map.of("label", "fuzz", "organizationId", organization, "region", "eu-west-1"));
        JsonNode made = api.post(
                "/deployments/databases/graphquick",
                Map.of("environmentId", environment.path("id").asText(), "name", "fuzzed", "plan", "q1"));
        String operation = made.path("operationId").asText();
        Awaitility.await("the database is made")
                .atMost(Duration.ofMinutes(1))
                .until(() -> !api.get("/operations/" + operation)
                        .path("status")
                        .asText()
                        .equals("started"));
        graphenedb = Map.of(
                "vendor",
                "graphquick",
                "databaseId",
                made.path("database").path("id").asText(),
                "environmentId",
                environment.path("id").asText(),
                "organizationId",
                organization,
                "operationId",
                operation);
        typedb = Map.of("owner", "fuzz", "home", environment.path("slug").asText(), "id", "fuzzed");
    }

    @AfterAll
    static void stop() {
        if (server == null) {
            return;
        }
        // Databases outlive their server.
        try (ServerProcess _ = server) {
            ServerApi api = server.api();
            for (JsonNode each : api.get("/databases").path("databases")) {
                String path = "/databases/" + each.path("id").asText();
                // Somebody may have asked for that.
                api.put(path + "/protection", Map.of("terminationProtected", false));
                String operation = api.delete(path).path("operationId").asText();
                Awaitility.await("the database is deleted")
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> !api.get("/operations/" + operation)
                                .path("status")
                                .asText()
                                .equals("started"));
            }
        }
    }

    @Test
    void graphenedb_answers_as_it_says() throws Exception {
        fuzz("graphenedb", graphenedb, "--exclude-method", "DELETE");
        fuzz("graphenedb", Map.of(), "--include-method", "DELETE");
    }

    @Test
    void typedb_answers_as_it_says() throws Exception {
        fuzz("typedb", typedb, "--exclude-method", "DELETE");
        fuzz("typedb", Map.of(), "--include-method", "DELETE");
    }

    /**
     * @param real what stands for variables of paths: with ids that nobody has, every answer would be 404
     */
    private static void fuzz(String dialect, Map<String, String> real, String... which) throws Exception {
        Path configuration = temporary.resolve("schemathesis.toml");
        Files.writeString(
                configuration,
                "[parameters]\n"
                        + real.entrySet().stream()
                                .map(each -> "\"path." + each.getKey() + "\" = \"" + each.getValue() + "\"\n")
                                .collect(Collectors.joining()));
        String token = Files.readString(server.data().resolve("admin.token")).strip();
        List<String> command = new ArrayList<>(List.of(
                PROGRAM.toString(),
                "--config-file",
                configuration.toString(),
                "run",
                server.address() + "/openapi/" + dialect + ".yml",
                "--tls-verify",
                server.data().resolve("ca.pem").toString(),
                "--header",
                "Authorization: Bearer " + token,
                "--checks",
                CHECKS,
                "--phases",
                "examples,coverage,fuzzing",
                "--max-examples",
                "3",
                "--seed",
                "1",
                "--no-shrink",
                "--continue-on-failure",
                "--warnings",
                "off",
                "--no-color",
                // A log that is followed does not end.
                "--exclude-path-regex",
                "/logs$"));
        command.addAll(List.of(which));
        Path said = temporary.resolve(dialect + ".txt");
        Process process = new ProcessBuilder(command)
                .directory(temporary.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(said.toFile()))
                .start();
        boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended && process.exitValue() == 0)
                .as("%s", Files.readString(said))
                .isTrue();
    }
}
