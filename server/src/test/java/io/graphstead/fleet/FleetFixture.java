package io.graphstead.fleet;

import static org.awaitility.Awaitility.await;

import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Release;
import io.graphstead.catalog.Size;
import io.graphstead.engine.Engines;
import io.graphstead.engine.Memory;
import io.graphstead.engine.Version;
import io.graphstead.identity.Caller;
import io.graphstead.identity.IdentityFixture;
import io.graphstead.identity.Placement;
import io.graphstead.identity.Project;
import io.graphstead.platform.database.Database;
import io.graphstead.platform.database.Notifications;
import io.graphstead.platform.keys.KeySettings;
import io.graphstead.platform.keys.Sealer;
import io.graphstead.snapshot.Archives;
import io.graphstead.snapshot.TestArchives;
import io.graphstead.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** A fleet on a real PostgreSQL and a runtime in memory, with one project and as many servers as a test asks for. */
final class FleetFixture implements AutoCloseable {
    static final Caller OWNER = new Caller.Installation();
    private static final TransferSettings TRANSFER = new TransferSettings(1, 24);

    private static final ConnectionHost HOST = new ConnectionHost("localhost", Optional.empty());

    final MemoryRuntime runtime = new MemoryRuntime("host-" + UUID.randomUUID());
    final MemoryEngine engine = new MemoryEngine();
    final Jdbi jdbi;
    final Project project;
    final Fleet fleet;
    final Requests requests;
    final Reshaping reshaping;
    final Configurations configurations;
    final Plugins plugins;
    final FirstUsers firstUsers;
    final Cloning cloning;
    final Switching switching;
    final Imports imports;
    final Exports exports;
    final TransferFolder transfers = new TransferFolder(newFolder());
    final Snapshots snapshots;
    final Archives archives;
    final RevisionStore revisions;
    final PluginStore pluginStore;
    final Passwords passwords;
    final FleetWatch watch;
    final WorkQueue queue;
    final TurnStore turns;
    final DeploymentStore deployments;
    private final Server first;
    private final List<Server> servers = new ArrayList<>();
    private final Clock clock = Clock.systemUTC();

    /** One control plane of several on the same database and host. */
    record Server(
            WorkQueue queue,
            FleetWatch watch,
            Fleet fleet,
            Requests requests,
            Reshaping reshaping,
            Configurations configurations,
            Plugins plugins,
            FirstUsers firstUsers,
            Cloning cloning,
            Switching switching,
            Imports imports,
            Exports exports,
            Snapshots snapshots,
            SnapshotChecks checks,
            Archives archives,
            RevisionStore revisions,
            PluginStore pluginStore,
            Passwords passwords,
            TurnStore turns,
            DeploymentStore deployments,
            Notifications notifications)
            implements AutoCloseable {
        @Override
        public void close() throws Exception {
            watch.stop();
            queue.stop();
            notifications.close();
        }
    }

    FleetFixture() {
        Database database = TestDatabase.shared().database();
        jdbi = database.jdbi();
        project = IdentityFixture.project(jdbi);
        first = server("server-" + UUID.randomUUID());
        fleet = first.fleet();
        requests = first.requests();
        reshaping = first.reshaping();
        configurations = first.configurations();
        plugins = first.plugins();
        firstUsers = first.firstUsers();
        cloning = first.cloning();
        switching = first.switching();
        imports = first.imports();
        exports = first.exports();
        snapshots = first.snapshots();
        archives = first.archives();
        revisions = first.revisions();
        pluginStore = first.pluginStore();
        passwords = first.passwords();
        watch = first.watch();
        queue = first.queue();
        turns = first.turns();
        deployments = first.deployments();
    }

    FleetFixture started() {
        queue.start();
        watch.start();
        return this;
    }

    SnapshotChecks checks() {
        return first.checks();
    }

    /** Follows schedules on a clock of a test's own. */
    SnapshotWatch snapshotWatch(Clock time) {
        SnapshotStore store = new SnapshotStore(jdbi);
        SnapshotRoom room = new SnapshotRoom(store, archives, runtime, time);
        Quotas quotas = new Quotas(IdentityFixture.organizations(jdbi));
        return new SnapshotWatch(
                jdbi,
                runtime,
                new ScheduleStore(jdbi),
                store,
                room,
                new SnapshotTaking(requests, store, room, new OperationStore(jdbi), quotas, passwords, time),
                requests,
                time);
    }

    /** A further server; not started. */
    Server server(String name) {
        Database database = TestDatabase.shared().database();
        Engines engines = new Engines(List.of(engine));
        DeploymentStore store = new DeploymentStore(jdbi);
        OperationStore operations = new OperationStore(jdbi);
        Sealer sealer = new Sealer(
                new KeySettings(Optional.empty()), TestDatabase.shared().folder());
        RevisionStore revisions = new RevisionStore(jdbi, sealer);
        PluginStore pluginStore = new PluginStore(jdbi);
        ServerSpecs serverSpecs = new ServerSpecs(pluginStore, engines, HOST);
        StepStore steps = new StepStore(jdbi, clock);
        SnapshotStore snapshotStore = new SnapshotStore(jdbi);
        Archives archives = TestArchives.in(
                TestDatabase.shared().folder().root().resolve("snapshots-of-" + runtime.hostId()), sealer);
        TurnStore turnStore =
                new TurnStore(jdbi, store, operations, revisions, pluginStore, steps, snapshotStore, clock);
        Passwords passwords = new Passwords(new PasswordStore(jdbi), sealer);
        Observer observer = new Observer(runtime, engines, passwords);
        PortAllocation ports = new PortAllocation(runtime, store, new PortStore(), jdbi);
        SnapshotEffects snapshotEffects = new SnapshotEffects(runtime, engines, passwords, snapshotStore, archives);
        Effects effects = new Effects(
                runtime,
                engines,
                passwords,
                ports,
                revisions,
                serverSpecs,
                steps,
                new FirstPasswords(runtime, engines, passwords),
                new UrlTrade(jdbi, store, new PortStore(), steps),
                new ImportEffects(runtime, engines, transfers),
                new ExportEffects(runtime, engines, revisions, serverSpecs, transfers, clock),
                snapshotEffects,
                new VerifyEffects(runtime, engines, serverSpecs, snapshotEffects, snapshotStore, clock),
                operations,
                clock);
        Worker worker = new Worker(
                turnStore,
                steps,
                observer,
                effects,
                new Diagnosis(runtime, engines, revisions, pluginStore, serverSpecs),
                List.of(),
                clock);
        Notifications notifications = new Notifications(database);
        WorkQueue workQueue =
                new WorkQueue(jdbi, database.dataSource(), worker, runtime, notifications, new ServerName(name), clock);
        FleetWatch fleetWatch = new FleetWatch(runtime, store, operations, observer, workQueue, clock);
        Catalog catalog = new Catalog(
                List.of(release("1.0"), release("2.0"), release("9.0")), List.of(size()), List.of(), List.of());
        Admission admission = new Admission(runtime, engines, catalog, store);
        Quotas quotas = new Quotas(IdentityFixture.organizations(jdbi));
        Creation creation = new Creation(
                jdbi,
                store,
                revisions,
                operations,
                ports,
                passwords,
                admission,
                quotas,
                workQueue,
                engines,
                runtime,
                clock);
        Views views = new Views(IdentityFixture.organizations(jdbi), operations, fleetWatch, engines, HOST);
        Requests requests = new Requests(
                jdbi,
                store,
                revisions,
                operations,
                IdentityFixture.projects(jdbi),
                admission,
                quotas,
                workQueue,
                views,
                clock);
        Fleet front = new Fleet(
                jdbi,
                store,
                operations,
                IdentityFixture.projects(jdbi),
                creation,
                requests,
                workQueue,
                views,
                catalog,
                engines,
                runtime);
        SnapshotRoom room = new SnapshotRoom(snapshotStore, archives, runtime, clock);
        Inheritance inheritance = new Inheritance(revisions, pluginStore, engines);
        Snapshots snapshots = new Snapshots(
                jdbi,
                requests,
                creation,
                new SnapshotTaking(requests, snapshotStore, room, operations, quotas, passwords, clock),
                snapshotStore,
                room,
                operations,
                IdentityFixture.projects(jdbi),
                passwords,
                admission,
                inheritance,
                engines,
                views);
        Server server = new Server(
                workQueue,
                fleetWatch,
                front,
                requests,
                new Reshaping(jdbi, requests, store, revisions, admission, quotas, engines, views),
                new Configurations(requests, revisions, engines),
                new Plugins(jdbi, requests, pluginStore, revisions, engines, clock),
                new FirstUsers(jdbi, requests, passwords, views, engines, runtime),
                new Cloning(jdbi, requests, creation, revisions, inheritance, passwords, admission, engines, views),
                new Switching(jdbi, requests, views),
                new Imports(jdbi, requests, views, engines, transfers, TRANSFER),
                new Exports(requests, front, transfers, TRANSFER),
                snapshots,
                new SnapshotChecks(jdbi, requests, snapshots, snapshotStore, room, operations, views),
                archives,
                revisions,
                pluginStore,
                passwords,
                turnStore,
                store,
                notifications);
        servers.add(server);
        return server;
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("graphstead-transfers");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Release release(String version) {
        return new Release("memory", new Version(version), "community", version.equals("1.0"));
    }

    static Size size() {
        return new Size(
                "m1",
                Size.Kind.PLAN,
                "M1",
                new Memory(1000, 0, 0),
                1000,
                1,
                10,
                1,
                List.of(),
                Optional.empty(),
                List.of(),
                false);
    }

    NewDeployment wanted(String name) {
        return new NewDeployment(
                project,
                DeploymentName.parse("name", name),
                release("1.0"),
                size(),
                10,
                "gp2",
                new Placement("aws", "eu-west-1"),
                false,
                List.of(),
                FirstPassword.GENERATED);
    }

    /** One that runs. */
    DeploymentId running(String name) {
        Accepted made = fleet.create(OWNER, wanted(name));
        finished(made);
        return made.deployment().id();
    }

    /** Waits for the operation's end and answers it. */
    OperationView ended(Accepted accepted) {
        return await("the end of operation " + accepted.operation())
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> fleet.operation(OWNER, accepted.operation()),
                        view -> view.status() != OperationView.Status.STARTED);
    }

    void finished(Accepted accepted) {
        OperationView view = ended(accepted);
        if (view.status() != OperationView.Status.FINISHED) {
            throw new AssertionError(view);
        }
    }

    ShownStatus status(DeploymentId id) {
        return fleet.get(OWNER, id).status();
    }

    long tasksOf(DeploymentId id) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT count(*) FROM scheduled_tasks WHERE task_instance = :id")
                        .bind("id", id.toString())
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public void close() throws Exception {
        for (Server server : servers) {
            server.close();
        }
    }
}
