package io.graphstead.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.archive.Packing;
import io.graphstead.cli.client.ServerApi;
import io.graphstead.fleet.OperationKind;
import io.graphstead.fleet.StepBoundary.Boundary;
import io.graphstead.testing.ClassArchive;
import io.graphstead.testing.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;

/** A server that is killed where it is told to be, and everything that can be seen of its databases from outside. */
final class CrashRig implements AutoCloseable {
    private final ServerProcess server;
    private final Path crashFile;
    private final Path uidClaims;
    private final String environment;
    private final String vendor;
    private final String plan;

    CrashRig(Path folder, String vendor, String plan, List<String> settings) throws IOException {
        this.vendor = vendor;
        this.plan = plan;
        this.crashFile = folder.resolve("crash-at");
        this.uidClaims = folder.resolve("uids");
        List<String> all = Stream.concat(
                        Stream.of("catalog.file=" + catalog(), "runtime.uid-claims=" + uidClaims), settings.stream())
                .toList();
        this.server = ServerProcess.from(
                ClassArchive.make(folder.resolve("classes")),
                folder.resolve("data"),
                List.of("-D" + CrashPoint.FILE_PROPERTY + "=" + crashFile),
                all);
        server.start();
        try {
            this.environment = environment();
        } catch (RuntimeException failed) {
            server.close();
            throw failed;
        }
    }

    private String environment() {
        JsonNode organization = api().post("/organizations", Map.of("name", "Crash"));
        return api().post(
                        "/deployments/environments",
                        Map.of(
                                "label",
                                "crash",
                                "organizationId",
                                organization.path("id").asText(),
                                "grantType",
                                "development",
                                "region",
                                "eu-west-1"))
                .path("id")
                .asText();
    }

    private static Path catalog() {
        try {
            return Path.of(CrashRig.class.getResource("catalog.yml").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    ServerApi api() {
        return server.api();
    }

    Path runtimeRoot() {
        return server.data().resolve("runtime");
    }

    Path data() {
        return server.data();
    }

    /** Asks for an operation and answers its database's id. A create needs a fresh name, the others an id. */
    String ask(OperationKind kind, String nameOrId) {
        return switch (kind) {
            case CREATE ->
                api().post(
                                "/deployments/databases/" + vendor,
                                Map.of("environmentId", environment, "name", nameOrId, "plan", plan))
                        .path("database")
                        .path("id")
                        .asText();
            case CLONE ->
                api().post("/databases/" + nameOrId + "/clone", Map.of("name", cloneOf(nameOrId)))
                        .path("database")
                        .path("id")
                        .asText();
            case PAUSE, RESUME, RESTART -> {
                api().post("/databases/" + nameOrId + "/" + kind.word(), Map.of());
                yield nameOrId;
            }
            case PLAN_CHANGE -> {
                api().post("/databases/" + nameOrId + "/plan/change", Map.of("targetPlanName", "q2"));
                yield nameOrId;
            }
            case VERSION_CHANGE -> {
                api().post("/databases/" + nameOrId + "/version/change", Map.of("targetVersion", "2.0.0"));
                yield nameOrId;
            }
            case EXTRAS -> {
                api().post("/databases/" + nameOrId + "/extras", Map.of("enabledExtrasKinds", List.of()));
                yield nameOrId;
            }
            case SWITCH -> {
                api().post(
                                "/databases/" + nameOrId + "/connection-url/switch",
                                Map.of("targetDatabaseId", idOf(partnerOf(nameOrId))));
                yield nameOrId;
            }
            case IMPORT -> {
                api().upload("/databases/" + nameOrId + "/import", Map.of(), archive());
                yield nameOrId;
            }
            case EXPORT -> {
                api().post("/databases/" + nameOrId + "/export", Map.of());
                yield nameOrId;
            }
            case SNAPSHOT -> {
                api().post("/databases/" + nameOrId + "/snapshots", Map.of("label", "crash"));
                yield nameOrId;
            }
            case FINAL_SNAPSHOT -> {
                api().delete("/databases/" + nameOrId + "?finalSnapshot=true");
                yield nameOrId;
            }
            case VERIFY -> {
                api().post("/databases/" + nameOrId + "/snapshots/" + snapshotOf(nameOrId) + "/verify", Map.of());
                yield nameOrId;
            }
            case RESTORE -> {
                api().post("/databases/" + nameOrId + "/snapshots/" + snapshotOf(nameOrId) + "/restore", Map.of());
                yield nameOrId;
            }
            case RESTORE_NEW ->
                api().post(
                                "/databases/" + nameOrId + "/snapshots/" + snapshotOf(nameOrId) + "/restore",
                                Map.of("newDatabase", Map.of("name", cloneOf(nameOrId))))
                        .path("database")
                        .path("id")
                        .asText();
            case DELETE -> {
                api().delete("/databases/" + nameOrId);
                yield nameOrId;
            }
        };
    }

    /** What is imported: other data than any database has. */
    private Path archive() {
        try {
            return Packing.ZIP.pack(
                    server.data().resolveSibling("archive.zip"),
                    List.of(Packing.Entry.file("store", "key imported\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files that imports and exports left. */
    List<Path> transfers() throws IOException {
        Path transfers = data().resolve("transfers");
        if (!Files.isDirectory(transfers)) {
            return List.of();
        }
        // Which may be a link to another disk.
        try (Stream<Path> files = Files.walk(transfers.toRealPath())) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** The newest one that can be restored. */
    private String snapshotOf(String id) {
        for (JsonNode each : snapshots(id)) {
            if (each.path("status").asText().equals("ready")) {
                return each.path("id").asText();
            }
        }
        throw new AssertionError("no snapshot of " + id + " is ready");
    }

    JsonNode snapshots(String id) {
        return api().get("/databases/" + id + "/snapshots").path("snapshots");
    }

    /** The name of what is made from a database. */
    static String cloneOf(String id) {
        return "clone_of_" + id;
    }

    /** The name of the database that one trades its connection URL with. */
    static String partnerOf(String id) {
        return "partner_of_" + id;
    }

    /** A database of a version that is not the default one. */
    String create(String name, String version) {
        return api().post(
                        "/deployments/databases/" + vendor,
                        Map.of("environmentId", environment, "name", name, "plan", plan, "version", version))
                .path("database")
                .path("id")
                .asText();
    }

    /** Lets the server die at the boundary while it works on what is asked, and starts it again. */
    void dieAt(Boundary boundary, Runnable asked, Runnable whileItIsDead) throws IOException {
        Files.writeString(crashFile, boundary.toString());
        try {
            asked.run();
        } catch (IllegalStateException theServerDiedBeforeItAnswered) {
            assertThat(theServerDiedBeforeItAnswered).hasMessageContaining("failed");
        }
        server.awaitEnd();
        assertThat(crashFile).as("it died where it should").doesNotExist();
        try {
            whileItIsDead.run();
        } finally {
            server.start();
        }
    }

    void killServer() {
        server.kill();
    }

    void startServer() {
        server.start();
    }

    ConditionFactory within(Duration limit, String what) {
        return await(what).atMost(limit).pollInterval(Duration.ofMillis(50));
    }

    /** Whether no operation runs on it any more. */
    boolean settledNow(String id) {
        return !api().get("/deployments/databases/" + id + "/operations")
                .path("operations")
                .path(0)
                .path("status")
                .asText()
                .equals("started");
    }

    /** Waits until no operation runs on it any more and answers the newest. */
    JsonNode settledOperation(String id) {
        return within(Duration.ofMinutes(4), "the operation on " + id + " ends by itself")
                .until(
                        () -> api().get("/deployments/databases/" + id + "/operations")
                                .path("operations")
                                .path(0),
                        operation -> !operation.path("status").asText().equals("started"));
    }

    /** The id of the database with this name; for when the server died before it could say. */
    String idOf(String name) {
        for (JsonNode each : databases()) {
            if (each.path("name").asText().equals(name)) {
                return each.path("id").asText();
            }
        }
        throw new AssertionError("no database " + name + ": the request was accepted and is lost");
    }

    JsonNode databases() {
        return api().get("/deployments/environments/" + environment + "/databases")
                .path("databases");
    }

    JsonNode database(String id) {
        return api().get("/databases/" + id);
    }

    /** Its data, as its server sees it. */
    Path volume(String id) {
        return runtimeRoot().resolve("deployments").resolve(workload(id)).resolve("data");
    }

    /** Where its process itself is reached: behind the gateway, which dies with the server. */
    int processPort(String id, String purpose) {
        Path start = runtimeRoot().resolve("deployments").resolve(workload(id)).resolve("start.json");
        try {
            return new ObjectMapper()
                    .readTree(start.toFile())
                    .path("start")
                    .path("ports")
                    .path(purpose)
                    .asInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitRunning(String id) {
        within(Duration.ofSeconds(90), id + " runs and nothing is pending").until(() -> {
            JsonNode status = database(id).path("status");
            return status.path("state").asText().equals("running")
                    && !status.path("isPending").asBoolean()
                    && !status.path("underIncident").asBoolean();
        });
    }

    /** Processes whose command line names the deployment: its folder, or where that is bound for it. */
    List<Long> processesOf(String id) {
        String workload = workload(id);
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> commandLine(pid).contains(workload))
                .toList();
    }

    static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
        } catch (IOException ended) {
            return "";
        }
    }

    /** The ids of all deployments that left anything on the disk. */
    Set<String> folders() throws IOException {
        try (Stream<Path> files = Files.list(runtimeRoot().resolve("deployments"))) {
            return files.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    long claimedUids() throws IOException {
        if (!Files.isDirectory(uidClaims)) {
            return 0;
        }
        try (Stream<Path> claims = Files.list(uidClaims)) {
            return claims.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .count();
        }
    }

    static String workload(String wireId) {
        String hex = wireId.replace("-", "");
        return UUID.fromString(hex.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"))
                .toString();
    }

    /** Deletes what is there, ends the server, and leaves the data folder to be looked at. */
    @Override
    public void close() {
        if (!server.isAlive()) {
            server.start();
        }
        for (JsonNode each : databases()) {
            ask(OperationKind.DELETE, each.path("id").asText());
        }
        within(Duration.ofSeconds(60), "everything is deleted")
                .until(() -> databases().isEmpty());
        server.close();
    }
}
