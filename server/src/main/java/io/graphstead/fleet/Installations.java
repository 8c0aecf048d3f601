package io.graphstead.fleet;

import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Release;
import io.graphstead.engine.Engines;
import io.graphstead.fleet.OperationView.Status;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.refusal.Refusal.Busy;
import io.graphstead.refusal.Refusal.CannotRun;
import io.graphstead.refusal.Refusal.NoAccess;
import io.graphstead.refusal.Refusal.NotEmpty;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.Distribution;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.Needs;
import io.graphstead.runtime.Runtime;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.Supply;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs releases of engines ahead of the first deployment that needs them. A runtime installs each once, whoever asks
 * how often; so what a server was killed at is simply asked for again when a server of the host starts.
 */
@Singleton
public class Installations {
    private static final Logger LOG = LoggerFactory.getLogger(Installations.class);
    private static final Duration PROGRESS_EVERY = Duration.ofMillis(500);

    private final InstallationStore store;
    private final Catalog catalog;
    private final Engines engines;
    private final Runtime runtime;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<OperationId> atWork = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    Installations(InstallationStore store, Catalog catalog, Engines engines, Runtime runtime, Clock clock) {
        this.store = store;
        this.catalog = catalog;
        this.engines = engines;
        this.runtime = runtime;
        this.clock = clock;
    }

    /** Begins the installation of a release of the catalogue, unless one runs. For whoever operates the installation. */
    public InstallationView install(Caller caller, String engineName, String version) {
        return install(caller, engineName, version, Optional.empty(), Optional.empty());
    }

    /**
     * As the other, with a checksum that the archive must have, or from an archive, which is deleted in the end.
     *
     * @throws Refused also when the release is being installed already and an archive was brought, which is then not used
     */
    public InstallationView install(
            Caller caller,
            String engineName,
            String version,
            Optional<String> sha256,
            Optional<UploadedArchive> archive) {
        boolean handedOn = false;
        try {
            Needs needs = needs(caller, engineName, version);
            if (archive.isEmpty()) {
                List<String> obstacles = runtime.obstacles(needs);
                if (!obstacles.isEmpty()) {
                    throw new Refused(new CannotRun(String.join("; ", obstacles)));
                }
            }
            InstallationView view = store.begin(
                    runtime.hostId(),
                    engineName,
                    version,
                    caller.label(),
                    clock.instant(),
                    archive.isPresent(),
                    sha256);
            handedOn = carryOut(view, sha256, archive);
            if (!handedOn && archive.isPresent()) {
                throw busy(view);
            }
            return view;
        } finally {
            if (!handedOn) {
                archive.ifPresent(UploadedArchive::delete);
            }
        }
    }

    private static Refused busy(InstallationView view) {
        return new Refused(new Busy("install", Ids.text(view.id().value())));
    }

    /**
     * What is asked before an archive is taken in.
     *
     * @throws Refused when the caller may not, or the release is none of the catalogue's
     */
    public void checkMayInstall(Caller caller, String engineName, String version) {
        var _ = needs(caller, engineName, version);
    }

    private Needs needs(Caller caller, String engineName, String version) {
        requireInstallation(caller, "engine " + engineName);
        Release release = catalog.releases().stream()
                .filter(one -> one.engine().equals(engineName) && engines.has(engineName))
                .filter(one -> one.version().text().equals(version))
                .findFirst()
                .orElseThrow(() -> new Refused(new NotFound("release", engineName + " " + version + " " + offered())));
        return engines.named(engineName).needs(release.version());
    }

    private String offered() {
        return "(the catalogue has "
                + catalog.releases().stream()
                        .filter(one -> engines.has(one.engine()))
                        .map(one -> one.engine() + " " + one.version())
                        .collect(Collectors.joining(", "))
                + "; an operator adds others to its file, setting catalog.file)";
    }

    /**
     * Takes a release's programs away. For whoever operates the installation.
     *
     * @throws Refused while a deployment may need them, or they are being installed
     */
    public void remove(Caller caller, String engineName, String version) {
        Distribution distribution = needs(caller, engineName, version).distribution();
        store.unfinished(runtime.hostId()).stream()
                .map(InstallationStore.Begun::view)
                .filter(view ->
                        view.engine().equals(engineName) && view.version().equals(version))
                .findFirst()
                .ifPresent(view -> {
                    throw busy(view);
                });
        List<String> users = store.inUse(runtime.hostId(), engineName, version);
        if (!users.isEmpty()) {
            throw new Refused(new NotEmpty(
                    "release",
                    distribution + " is in use by " + String.join(", ", users)
                            + "; change their version or delete them, then try again"));
        }
        if (!runtime.isInstalled(distribution)) {
            throw new Refused(new NotFound("installed release", distribution.toString()));
        }
        runtime.uninstall(distribution);
    }

    /** For whoever operates the installation; others learn nothing of it. */
    public Optional<InstallationView> find(Caller caller, OperationId id) {
        return caller.operates() ? store.find(id) : Optional.empty();
    }

    /** The newest of each release on this host. For whoever operates the installation; others learn nothing of them. */
    public List<InstallationView> newest(Caller caller) {
        return caller.operates() ? store.newest(runtime.hostId()) : List.of();
    }

    /** Takes up what servers of this host were at when they ended; what was uploaded to them is gone. */
    public void start() {
        store.unfinished(runtime.hostId()).forEach(begun -> {
            if (begun.uploaded()) {
                store.fail(
                        begun.view().id(),
                        clock.instant(),
                        "the server ended while it installed the archive that was uploaded; upload it again");
            } else {
                carryOut(begun.view(), begun.sha256(), Optional.empty());
            }
        });
    }

    /** Leaves unfinished what is at work. */
    @PreDestroy
    void stop() {
        ending = true;
        threads.shutdownNow();
    }

    /** @return false when it is being carried out already, or is over */
    private boolean carryOut(InstallationView view, Optional<String> sha256, Optional<UploadedArchive> archive) {
        if (view.status() != Status.STARTED || !atWork.add(view.id())) {
            return false;
        }
        Supply supply = new Supply(archive.map(file -> new Supply.Brought(file.path(), file.name())), sha256);
        threads.execute(() -> {
            try {
                work(view, supply);
            } finally {
                atWork.remove(view.id());
                archive.ifPresent(UploadedArchive::delete);
            }
        });
        return true;
    }

    private void work(InstallationView view, Supply supply) {
        try {
            Release release = catalog.releases().stream()
                    .filter(one -> one.engine().equals(view.engine())
                            && one.version().text().equals(view.version()))
                    .findFirst()
                    .orElseThrow(() -> new RuntimeFailure.Lasting(
                            view.engine() + " " + view.version() + " is not in the catalogue any more"));
            Distribution distribution =
                    engines.named(view.engine()).needs(release.version()).distribution();
            runtime.install(distribution, supply, showing(view.id()));
            store.finish(
                    view.id(), clock.instant(), runtime.origin(distribution).orElse(""));
        } catch (RuntimeFailure failure) {
            end(view, String.valueOf(failure.getMessage()));
        } catch (RuntimeException fault) {
            if (!ending) {
                LOG.error("The installation of {} {} met a fault of the server", view.engine(), view.version(), fault);
            }
            end(view, "the server met a fault of its own; its log says more");
        }
    }

    private void end(InstallationView view, String error) {
        if (!ending) {
            store.fail(view.id(), clock.instant(), error);
        }
    }

    private InstallProgress showing(OperationId id) {
        return new InstallProgress() {
            private Instant shown = Instant.EPOCH;

            @Override
            public synchronized void at(long doneBytes, long totalBytes, String what) {
                Instant now = clock.instant();
                if (Duration.between(shown, now).compareTo(PROGRESS_EVERY) >= 0) {
                    shown = now;
                    store.show(id, totalBytes == 0 ? 0 : Math.min(1.0, (double) doneBytes / totalBytes), what);
                }
            }
        };
    }

    private static void requireInstallation(Caller caller, String what) {
        if (!caller.operates()) {
            throw new Refused(
                    new NoAccess(
                            NoAccess.Reach.ROLE_TOO_LOW,
                            what,
                            "installing engines needs the installation's owner or its own token (admin.token in the server's data folder)"));
        }
    }
}
