package io.graphstead.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.ServerApi;
import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.process.distribution.DistributionStore;
import io.graphstead.runtime.process.distribution.EngineSettings;
import io.graphstead.testing.RealNeo4j;
import io.graphstead.testing.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server of its own on a folder of its own, with an environment to make databases in. */
final class BenchServer implements AutoCloseable {
    private static final long POLL_MILLIS = 20;
    private static final long STEP_POLL_MILLIS = 2;

    private final ServerProcess process;
    private final String organization;
    private final String environment;
    private final ServerApi api;

    BenchServer(Path folder) throws IOException {
        this(folder, List.of(), "");
    }

    /** One that offers this release too, which is installed from the tarball. */
    static BenchServer offering(Path folder, Distribution distribution, Path tarball) throws IOException {
        new DistributionStore(folder.resolve("data").resolve("runtime").resolve("engines"), EngineSettings.defaults())
                .installFrom(distribution, tarball, InstallProgress.silent());
        return new BenchServer(
                folder,
                List.of(),
                "  - {engine: " + distribution.engine() + ", version: " + distribution.version()
                        + ", edition: community, default: true}\n");
    }

    /** With a route beside the others that does nothing: {@code /constant}. */
    static BenchServer withConstantAnswer(Path folder) throws IOException {
        return new BenchServer(folder, List.of("-Dconstant-answer=true"), "");
    }

    private BenchServer(Path folder, List<String> jvmOptions, String release) throws IOException {
        Path catalog = folder.resolve("catalog.yml");
        try (InputStream in = BenchServer.class.getResourceAsStream("/io/graphstead/crash/catalog.yml")) {
            if (in == null) {
                throw new IllegalStateException("the tests' catalogue is not on the class path");
            }
            String offered = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(catalog, offered.replace("releases:\n", "releases:\n" + release));
        }
        String repository = RealNeo4j.settings().mavenRepository().orElseThrow().toString();
        process = ServerProcess.onClassPath(
                folder.resolve("data"),
                jvmOptions,
                List.of(
                        "catalog.file=" + catalog,
                        "engines.maven-repository=" + repository,
                        // Requests are counted as ever, and never too many.
                        "api.rate-limit.per-second=1000000",
                        "api.rate-limit.burst=1000000"));
        process.start();
        api = process.api();
        organization =
                api.post("/organizations", Map.of("name", "Bench")).path("id").asText();
        environment = api.post(
                        "/deployments/environments",
                        Map.of(
                                "label", "bench",
                                "organizationId", organization,
                                "grantType", "development",
                                "region", "eu-west-1"))
                .path("id")
                .asText();
    }

    /** The path of the clusters of the environment, in the TypeDB dialect. */
    String clusters() {
        return "/api/v1/team/" + organization + "/spaces/" + environment + "/clusters";
    }

    ServerApi api() {
        return api;
    }

    ServerProcess process() {
        return process;
    }

    Load load() throws IOException {
        return new Load(process.address(), process.data().resolve("ca.pem"));
    }

    /** An API client with that role on the environment, with its secret. */
    JsonNode client(String role) {
        return api.post(
                "/organizations/" + organization + "/api-clients",
                Map.of("label", "bench", "grants", List.of(Map.of("environmentId", environment, "role", role))));
    }

    String tokenOf(JsonNode client) {
        return api.post(
                        "/organizations/oauth/token",
                        Map.of(
                                "client_id", client.path("clientId").asText(),
                                "client_secret", client.path("clientSecret").asText()))
                .path("access_token")
                .asText();
    }

    /** Answers the database's id; its operation runs. */
    JsonNode create(String vendor, String plan, String name) {
        return api.post(
                "/deployments/databases/" + vendor, Map.of("environmentId", environment, "name", name, "plan", plan));
    }

    /** Asks for a command and waits for the end of its operation. */
    void command(String id, String command) throws InterruptedException {
        awaitOperation(api.post("/databases/" + id + "/" + command, Map.of())
                .path("operationId")
                .asText());
    }

    void delete(String id) throws InterruptedException {
        awaitOperation(api.delete("/databases/" + id).path("operationId").asText());
    }

    void awaitOperation(String operation) throws InterruptedException {
        while (true) {
            JsonNode now = api.get("/operations/" + operation);
            switch (now.path("status").asText()) {
                case "finished" -> {
                    return;
                }
                case "failed" ->
                    throw new IllegalStateException(now.path("error").asText());
                default -> Thread.sleep(POLL_MILLIS);
            }
        }
    }

    /** How many seconds the step took, once it is finished. */
    double awaitStep(String operation, String name) throws InterruptedException {
        long begun = 0;
        while (true) {
            JsonNode now = api.get("/operations/" + operation);
            for (JsonNode step : now.path("steps")) {
                String status = step.path("name").asText().equals(name)
                        ? step.path("status").asText()
                        : "";
                if (!status.isEmpty() && begun == 0 && !step.path("startedAt").isNull()) {
                    begun = System.nanoTime();
                }
                if (status.equals("finished")) {
                    return (System.nanoTime() - begun) / 1e9;
                }
            }
            if (now.path("status").asText().equals("failed")) {
                throw new IllegalStateException(now.path("error").asText());
            }
            Thread.sleep(STEP_POLL_MILLIS);
        }
    }

    /** Waits until no operation runs on it. */
    void awaitRest(String id) throws InterruptedException {
        while (api.get("/databases/" + id).path("status").path("isPending").asBoolean()) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Its data, as its server sees it. */
    Path volume(String id) {
        String dashed = id.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        return process.data().resolve("runtime/deployments").resolve(dashed).resolve("data");
    }

    @Override
    public void close() {
        for (JsonNode each : api.get("/deployments/environments/" + environment + "/databases")
                .path("databases")) {
            try {
                delete(each.path("id").asText());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        process.close();
    }
}
