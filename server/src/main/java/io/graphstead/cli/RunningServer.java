package io.graphstead.cli;

import io.graphstead.catalog.InvalidCatalog;
import io.graphstead.fleet.FleetStop;
import io.graphstead.fleet.FleetWatch;
import io.graphstead.fleet.Installations;
import io.graphstead.fleet.WorkQueue;
import io.graphstead.gateway.Gateway;
import io.graphstead.platform.CannotStart;
import io.graphstead.platform.configuration.Settings;
import io.graphstead.platform.database.Database;
import io.graphstead.platform.database.DatabaseSettings;
import io.graphstead.platform.database.PostgresSettings;
import io.graphstead.platform.folder.DataFolder;
import io.graphstead.platform.folder.ServerSettings;
import io.graphstead.platform.log.LogSettings;
import io.graphstead.platform.log.ServerLog;
import io.graphstead.platform.tls.AcmeCertificates;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server, in this process. Started in this order: settings, data folder, log, PostgreSQL and its migrations (while the
 * framework starts beside them), beans, gateway, HTTP. Stopped in the reverse: HTTP first, so that nothing new comes, then the gateway, the beans
 * with their workers, then PostgreSQL.
 */
public final class RunningServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

    private final Deque<Started> started;
    private final URI address;
    private final ApplicationContext beans;
    private boolean closed;

    /** What becomes of databases that run when the server stops. */
    public enum AtTheEnd {
        /** They outlive it; the next server adopts them. */
        DATABASES_GO_ON,
        /** They are stopped, and started again by the next server. */
        DATABASES_STOP
    }

    /** A part that runs and how to end it. */
    private record Started(String name, Runnable end) {}

    private RunningServer(Deque<Started> started, URI address, ApplicationContext beans) {
        this.started = started;
        this.address = address;
        this.beans = beans;
    }

    /**
     * Returns when requests are answered.
     *
     * @param terminal what of the log is shown on standard error
     * @param atTheEnd what becomes of the databases when this server is closed
     * @throws CannotStart in words for the operator; what had been started has been stopped again
     */
    public static RunningServer start(Settings settings, ServerLog.Terminal terminal, AtTheEnd atTheEnd) {
        Deque<Started> started = new ArrayDeque<>();
        try {
            return start(settings, terminal, atTheEnd, started);
        } catch (RuntimeException failed) {
            LOG.info("The server does not start", failed);
            end(started);
            throw inWords(failed);
        }
    }

    private static RunningServer start(
            Settings settings, ServerLog.Terminal terminal, AtTheEnd atTheEnd, Deque<Started> started) {
        ServerSettings server = settings.bind(ServerSettings.class);
        Ports.refuseIfTaken(server);
        DataFolder folder = DataFolder.open(server.data());
        started.push(new Started("data folder", folder::close));
        ServerLog log = ServerLog.open(folder.logs(), settings.bind(LogSettings.class), terminal);
        started.push(new Started("log", log::close));
        Database database =
                Database.start(settings.bind(DatabaseSettings.class), settings.bind(PostgresSettings.class), folder);
        started.push(new Started("PostgreSQL", database::close));

        ApplicationContext beans = ApplicationContext.builder()
                .singletons(folder, database)
                .propertySources(Framework.properties(server), settings.asPropertySource())
                .environmentPropertySource(false)
                .deduceEnvironment(false)
                .bootstrapEnvironment(false)
                .banner(false)
                .build();
        started.push(new Started("workers", beans::close));
        beans.start();
        database.awaitReady();
        makeOurs(beans);
        work(beans, atTheEnd, started);
        Gateway gateway = beans.getBean(Gateway.class);
        started.push(new Started("gateway", gateway::close));
        gateway.start();
        EmbeddedServer http = beans.getBean(EmbeddedServer.class);
        started.push(new Started("HTTP", ((NettyEmbeddedServer) http)::stopServerOnly));
        Ports.listening(server, http::start);
        AcmeCertificates certificates = beans.getBean(AcmeCertificates.class);
        started.push(new Started("certificates", certificates::close));
        certificates.start();
        URI address = Ports.address(server.listenAddress(), http.getPort());
        tellCommands(folder, address);
        LOG.info("Ready at {} with data folder {}", address, folder.root());
        return new RunningServer(started, address, beans);
    }

    /** Commands that are run beside the data folder find the server by it. */
    private static void tellCommands(DataFolder folder, URI address) {
        Path file = folder.root().resolve("address");
        try {
            Files.writeString(file, address + "\n");
        } catch (IOException e) {
            throw new CannotStart("the file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static void work(ApplicationContext beans, AtTheEnd atTheEnd, Deque<Started> started) {
        if (atTheEnd == AtTheEnd.DATABASES_STOP) {
            started.push(new Started("databases", beans.getBean(FleetStop.class)::stopEverything));
        }
        beans.getBean(WorkQueue.class).start();
        beans.getBean(Installations.class).start();
        beans.getBean(FleetWatch.class).start();
    }

    private static CannotStart inWords(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotStart words) {
                return words;
            }
            if (cause instanceof InvalidCatalog invalid) {
                return new CannotStart(String.valueOf(invalid.getMessage()), invalid);
            }
        }
        return new CannotStart(
                "the server does not start because of a fault in it; logs/server.log in the data folder says more",
                failed);
    }

    /** {@code https://HOST:PORT}, where clients on this machine reach it. */
    public URI address() {
        return address;
    }

    /** What runs in it. */
    public ApplicationContext beans() {
        return beans;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            LOG.info("Stopping");
            end(started);
        }
    }

    private static void end(Deque<Started> started) {
        while (!started.isEmpty()) {
            Started part = started.pop();
            try {
                part.end().run();
            } catch (RuntimeException failed) {
                LOG.error("Stopping {} failed", part.name(), failed);
            }
        }
    }

    /** What cannot be made stops the start, not the first request that would need it. The framework's own stay lazy. */
    private static void makeOurs(ApplicationContext beans) {
        for (BeanDefinition<?> bean : beans.getAllBeanDefinitions()) {
            if (bean.isSingleton() && bean.getBeanType().getName().startsWith("io.graphstead.")) {
                beans.getBean(bean);
            }
        }
    }
}
