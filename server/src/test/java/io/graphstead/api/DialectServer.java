package io.graphstead.api;

import io.graphstead.audit.AuditLog;
import io.graphstead.audit.NoAudit;
import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Region;
import io.graphstead.catalog.Release;
import io.graphstead.catalog.Size;
import io.graphstead.catalog.StorageType;
import io.graphstead.engine.Memory;
import io.graphstead.engine.Version;
import io.graphstead.fleet.Cloning;
import io.graphstead.fleet.Exports;
import io.graphstead.fleet.FirstUsers;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.Installations;
import io.graphstead.fleet.Logs;
import io.graphstead.fleet.Measurements;
import io.graphstead.fleet.MemoryFleet;
import io.graphstead.fleet.MemoryInstallations;
import io.graphstead.fleet.MemoryLogs;
import io.graphstead.fleet.MemoryMeasurements;
import io.graphstead.fleet.ReleaseView;
import io.graphstead.fleet.Reshaping;
import io.graphstead.fleet.Snapshots;
import io.graphstead.identity.Caller;
import io.graphstead.identity.ListedProjects;
import io.graphstead.identity.NamedCallers;
import io.graphstead.identity.Organization;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Placement;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Role;
import io.graphstead.identity.Tokens;
import io.graphstead.platform.folder.DataFolder;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextConfiguration;
import io.micronaut.context.DefaultApplicationContext;
import io.micronaut.inject.BeanDefinitionReference;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The HTTP side of the server with nothing behind it: both dialects over a {@link MemoryFleet}, callers by name instead of
 * tokens, no PostgreSQL, no TLS. A bearer token is one of {@code reader}, {@code writer}, {@code operator},
 * {@code administrator} (on {@link ADeployment#DEV}), {@code everywhere} (writer on all of Acme), {@code stranger} (of
 * another project of Acme), {@code foreigner} (of another organization).
 */
public final class DialectServer implements AutoCloseable {
    public static final Project OTHER = project("c", "other", "us-east-1");
    public static final Project THIRD = project("d", "third", "us-east-1");
    public static final Release OLD_NEO4J = new Release("neo4j", new Version("4.4.16"), "community", false);
    public static final Release ODD_NEO4J = new Release("neo4j", new Version("5.26.30"), "community", false);
    public static final Release TYPEDB = new Release("typedb", new Version("3.12.3"), "community", true);
    public static final Release OLD_TYPEDB = new Release("typedb", new Version("3.11.5"), "community", false);
    public static final Release OLDEST_TYPEDB = new Release("typedb", new Version("3.0.6"), "community", false);
    public static final Catalog CATALOG = new Catalog(
            List.of(OLD_NEO4J, ODD_NEO4J, ADeployment.NEO4J, OLDEST_TYPEDB, OLD_TYPEDB, TYPEDB),
            List.of(
                    plan("ds1", 5),
                    plan("ds2", 10),
                    machineType("c2d-highcpu-2", "gcp", List.of("europe-west2", "us-east1"), true),
                    machineType("c2d-highcpu-4", "gcp", List.of("europe-west2"), false),
                    machineType("c7g.large", "aws", List.of("eu-west-2"), true),
                    machineType("c7g.xlarge", "aws", List.of("eu-west-2"), false)),
            List.of(
                    new StorageType("standard-rwo", "gcp"),
                    new StorageType("gp2", "aws"),
                    new StorageType("gp2-csi", "aws")),
            List.of(
                    new Region("eu-west-1", "Ireland", "aws"),
                    new Region("eu-west-2", "London", "aws"),
                    new Region("us-east-1", "N. Virginia", "aws"),
                    new Region("europe-west2", "London", "gcp"),
                    new Region("us-east1", "South Carolina", "gcp")));

    private final MemoryFleet fleet = new MemoryFleet(List.of(
            new ReleaseView(OLD_NEO4J, false, Optional.of("it needs Java 17, and there is none on this machine")),
            new ReleaseView(ODD_NEO4J, false, Optional.empty()),
            new ReleaseView(ADeployment.NEO4J, true, Optional.empty()),
            new ReleaseView(
                    OLDEST_TYPEDB,
                    false,
                    Optional.of("it is not installed; type graphstead engine install typedb 3.0.6")),
            new ReleaseView(OLD_TYPEDB, false, Optional.empty()),
            new ReleaseView(TYPEDB, true, Optional.empty())));
    private final NoAudit audit = new NoAudit();
    private final MemoryLogs logs = new MemoryLogs();
    private final MemoryInstallations installations = new MemoryInstallations();
    private final DataFolder folder = temporaryFolder();
    private final ApplicationContext context;
    private final EmbeddedServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    public DialectServer() {
        context = new WithoutWhatIsBehind((ApplicationContextConfiguration) ApplicationContext.builder()
                .properties(Map.of(
                        "micronaut.server.port",
                        -1,
                        "micronaut.server.ssl.enabled",
                        false,
                        // Time stands still here, and with it every allowance.
                        "graphstead.api.rate-limit.burst",
                        1_000_000)));
        context.start();
        context.registerSingleton(Fleet.class, fleet);
        context.registerSingleton(FirstUsers.class, fleet.firstUsers());
        context.registerSingleton(Reshaping.class, fleet.reshaping());
        context.registerSingleton(Cloning.class, fleet.cloning());
        context.registerSingleton(Exports.class, fleet.exports());
        context.registerSingleton(Snapshots.class, fleet.snapshots());
        context.registerSingleton(Logs.class, logs);
        context.registerSingleton(DataFolder.class, folder);
        context.registerSingleton(Installations.class, installations);
        context.registerSingleton(Measurements.class, new MemoryMeasurements());
        context.registerSingleton(Catalog.class, CATALOG);
        context.registerSingleton(Clock.class, Clock.fixed(ADeployment.BORN.plusSeconds(60), ZoneOffset.UTC));
        context.registerSingleton(
                Projects.class,
                new ListedProjects(Map.of("acme", ADeployment.ACME.id()), List.of(ADeployment.DEV, OTHER, THIRD)));
        context.registerSingleton(AuditLog.class, audit);
        context.registerSingleton(Tokens.class, new NamedCallers(callers()));
        server = context.getBean(EmbeddedServer.class);
        server.start();
    }

    /** Of the project's own beans only the API's: what it calls is put in by hand. */
    private static final class WithoutWhatIsBehind extends DefaultApplicationContext {
        WithoutWhatIsBehind(ApplicationContextConfiguration configuration) {
            super(configuration);
        }

        @Override
        @SuppressWarnings("rawtypes") // the framework's signature
        protected List<BeanDefinitionReference> resolveBeanDefinitionReferences() {
            return super.resolveBeanDefinitionReferences().stream()
                    .filter(bean -> !bean.getBeanDefinitionName().startsWith("io.graphstead.")
                            || bean.getBeanDefinitionName().startsWith("io.graphstead.api."))
                    .toList();
        }
    }

    private static Map<String, Caller> callers() {
        OrganizationId acme = ADeployment.ACME.id();
        OrganizationId foreign = OrganizationId.random();
        return Map.of(
                "installation",
                new Caller.Installation(),
                "reader",
                client(acme, Map.of(ADeployment.DEV.id(), Role.READER)),
                "writer",
                client(acme, Map.of(ADeployment.DEV.id(), Role.WRITER)),
                "operator",
                client(acme, Map.of(ADeployment.DEV.id(), Role.OPERATOR)),
                "administrator",
                client(acme, Map.of(ADeployment.DEV.id(), Role.ADMINISTRATOR)),
                "everywhere",
                client(
                        acme,
                        Map.of(
                                ADeployment.DEV.id(), Role.WRITER,
                                OTHER.id(), Role.WRITER,
                                THIRD.id(), Role.WRITER)),
                "stranger",
                client(acme, Map.of(OTHER.id(), Role.ADMINISTRATOR)),
                "foreigner",
                client(foreign, Map.of(ProjectId.random(), Role.ADMINISTRATOR)));
    }

    private static Caller client(OrganizationId organization, Map<ProjectId, Role> roles) {
        return new Caller.ApiClient(UUID.randomUUID(), organization, roles, Optional.empty());
    }

    private static Project project(String digit, String slug, String region) {
        Organization acme = ADeployment.ACME;
        return new Project(
                new ProjectId(UUID.fromString("00000000-0000-0000-0000-00000000000" + digit)),
                acme.id(),
                slug,
                slug,
                "development",
                new Placement("aws", region),
                "",
                ADeployment.BORN);
    }

    private static Size plan(String id, int storageGb) {
        return new Size(
                id,
                Size.Kind.PLAN,
                id,
                new Memory(1024, 384, 256),
                1024,
                1,
                storageGb,
                1,
                List.of(),
                Optional.empty(),
                List.of(),
                false);
    }

    private static Size machineType(String id, String provider, List<String> regions, boolean free) {
        return new Size(
                id,
                Size.Kind.MACHINE_TYPE,
                id,
                new Memory(1024, 384, 256),
                4096,
                2,
                0,
                1,
                List.of(),
                Optional.of(provider),
                regions,
                free);
    }

    private static DataFolder temporaryFolder() {
        try {
            return DataFolder.open(Files.createTempDirectory("dialects"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deleteFolder() {
        folder.close();
        try (Stream<Path> all = Files.walk(folder.root())) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public MemoryInstallations installations() {
        return installations;
    }

    public MemoryLogs logs() {
        return logs;
    }

    /** Asks as the caller of that name and reads the answer in its own way. */
    public <T> HttpResponse<T> open(
            String caller, String path, Map<String, String> headers, HttpResponse.BodyHandler<T> reading) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.getPort() + path))
                .header("Authorization", "Bearer " + caller);
        headers.forEach(request::header);
        try {
            return client.send(request.build(), reading);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public MemoryFleet fleet() {
        return fleet;
    }

    /** Sends as the caller of that name. */
    public HttpResponse<String> send(String caller, String method, String path, String contentType, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.getPort() + path))
                .header("Authorization", "Bearer " + caller)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String caller, String path) {
        return send(caller, "GET", path, "application/json", "");
    }

    public HttpResponse<String> post(String caller, String path, String json) {
        return send(caller, "POST", path, "application/json", json);
    }

    @Override
    public void close() {
        client.close();
        server.close();
        context.close();
        audit.close();
        deleteFolder();
    }
}
