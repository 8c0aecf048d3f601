package io.graphstead.gateway;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.ServerApi;
import io.graphstead.testing.Drivers;
import io.graphstead.testing.RealNeo4j;
import io.graphstead.testing.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.neo4j.driver.Driver;
import org.neo4j.driver.SessionConfig;

/** A server in a process of its own with real Neo4j databases, in which one user has the same password everywhere. */
final class ManagedDatabases implements AutoCloseable {
    static final String USER = "app";
    static final String PASSWORD = "as-good-as-any";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path data;
    private final Path folder;
    private final List<String> made = new ArrayList<>();
    private ServerProcess server;
    private final String environment;

    ManagedDatabases(Path folder, String... settings) {
        this.folder = folder;
        data = folder.resolve("data");
        server = process(settings);
        server.start();
        JsonNode organization = api().post("/organizations", Map.of("name", "Acme"));
        environment = api().post(
                        "/deployments/environments",
                        Map.of(
                                "label",
                                "dev",
                                "organizationId",
                                organization.path("id").asText(),
                                "grantType",
                                "development",
                                "region",
                                "eu-west-1"))
                .path("id")
                .asText();
    }

    private ServerProcess process(String... settings) {
        String repository = RealNeo4j.settings().mavenRepository().orElseThrow().toString();
        return ServerProcess.onClassPath(
                data,
                List.of(),
                Stream.concat(
                                Stream.of(
                                        "engines.maven-repository=" + repository,
                                        "runtime.uid-claims=" + folder.resolve("uids")),
                                Stream.of(settings))
                        .toList());
    }

    /** Another server on the same data, which databases outlive. */
    void startAgainWith(String... settings) {
        server.kill();
        server = process(settings);
        server.start();
        made.forEach(id -> awaitState(id, "running"));
    }

    ServerApi api() {
        return server.api();
    }

    Path ca() {
        return data.resolve("ca.pem");
    }

    /** Its id, once it runs and has the user. */
    String make(String name) {
        String id = api().post(
                        "/deployments/databases/graphneo",
                        Map.of("environmentId", environment, "name", name, "plan", "ds1"))
                .path("database")
                .path("id")
                .asText();
        made.add(id);
        awaitState(id, "running");
        JsonNode credentials = api().get("/databases/" + id + "/credentials");
        try (Driver driver = Drivers.trusting(
                        ca(),
                        credentials.path("uri").asText(),
                        credentials.path("username").asText(),
                        credentials.path("password").asText());
                var system = driver.session(SessionConfig.forDatabase("system"))) {
            system.run("CREATE USER " + USER + " SET PASSWORD '" + PASSWORD + "' CHANGE NOT REQUIRED")
                    .consume();
        }
        return id;
    }

    String url(String id) {
        return api().get("/databases/" + id).path("connectionUrl").asText();
    }

    void awaitState(String id, String state) {
        await(id + " is " + state)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    JsonNode status = api().get("/databases/" + id).path("status");
                    return status.path("state").asText().equals(state)
                            && !status.path("isPending").asBoolean()
                            && !status.path("underIncident").asBoolean();
                });
    }

    void ask(String id, String command, Map<String, ?> body, String state) {
        api().post("/databases/" + id + "/" + command, body);
        awaitState(id, state);
    }

    /** The id of a snapshot of it, once that is stored. */
    String snapshot(String id) {
        String snapshots = "/databases/" + id + "/snapshots";
        String made = api().post(snapshots, Map.of("label", "then"))
                .path("snapshot")
                .path("id")
                .asText();
        await("the snapshot is stored")
                .atMost(PATIENCE)
                .until(() -> api().get(snapshots + "/" + made)
                        .findPath("status")
                        .asText()
                        .equals("ready"));
        // Until its last step is done nothing else is asked of the database.
        await("nothing runs on the database")
                .atMost(PATIENCE)
                .until(() -> !api().get("/databases/" + id)
                        .path("status")
                        .path("isLocked")
                        .asBoolean());
        return made;
    }

    @Override
    public void close() {
        made.forEach(id -> api().delete("/databases/" + id));
        await("the databases are gone")
                .atMost(PATIENCE)
                .until(() -> api().get("/deployments/environments/" + environment + "/databases")
                        .path("databases")
                        .isEmpty());
        server.close();
    }
}
