package io.graphstead.runtime.process;

import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.WorkloadName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be looked after without being asked: that the watch knows every process that lives here, also those that
 * another server of this host started, and that no output and no pile of old logs grows for ever.
 */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long PERIOD_MILLIS = 1000;

    /** A fence of a deployment that is gone is kept this long against control planes that were left behind. */
    private static final Duration FENCE_KEPT = Duration.ofDays(30);

    /** Longer than the kernel's clock of files stands still. */
    private static final Duration SETTLED = Duration.ofMillis(500);

    /** Logs that begin anew each hour need no closer look. */
    private static final int ROUNDS_TO_OLD_LOGS = 600;

    private final RootFolder root;
    private final ExitWatch watch;
    private final long outputBytes;
    private final Map<WorkloadName, ProcessId> living = new ConcurrentHashMap<>();
    private final Set<WorkloadName> logsDue = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("workload-housekeeping").factory());
    private FileTime lastStart = FileTime.fromMillis(0);
    private int round;

    Housekeeping(RootFolder root, ExitWatch watch, ProcessSettings settings) {
        this.root = root;
        this.watch = watch;
        this.outputBytes = settings.outputMb() * 1024L * 1024;
    }

    void start(Clock clock) {
        forgetOldFences(clock);
        adopt();
        thread.execute(this::thawAbandoned);
        var _ = thread.scheduleWithFixedDelay(this::round, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void round() {
        try {
            adopt();
            living.forEach((name, process) -> rotate(name));
            removeOldLogs();
        } catch (RuntimeException e) {
            LOG.warn("Looking after the running databases failed: {}", e.getMessage());
        }
    }

    /** Takes every living process under watch, if anything was started since this was last done. */
    private synchronized void adopt() {
        FileTime now = lastStart();
        if (now.equals(lastStart)) {
            return;
        }
        for (WorkloadName name : root.names()) {
            Launched.read(root.deployment(name).record())
                    .map(Launched::process)
                    .filter(Procfs::isAlive)
                    .ifPresent(process -> watch(name, process));
        }
        // A start in the same instant, after the look, would not change the time again: then look once more.
        boolean settled = now.toInstant().plus(SETTLED).isBefore(Instant.now());
        lastStart = settled ? now : FileTime.fromMillis(0);
    }

    /** Lets what a server froze that is gone go on; one that lives holds the control as long as it wants the freeze. */
    private void thawAbandoned() {
        for (WorkloadName name : living.keySet()) {
            Path record = root.deployment(name).record();
            if (Launched.read(record).filter(Freezer::isFrozen).isEmpty()) {
                continue;
            }
            try (Control alone = Control.look(root, name)) {
                Launched.read(record).filter(Freezer::isFrozen).ifPresent(launched -> {
                    LOG.warn("{} was found frozen and goes on", name);
                    Freezer.thaw(launched);
                });
            } catch (RuntimeFailure e) {
                LOG.error("{} may be frozen: {}", name, e.getMessage());
            }
        }
    }

    private FileTime lastStart() {
        try {
            return Files.getLastModifiedTime(root.starts());
        } catch (IOException e) {
            return FileTime.fromMillis(0); // nothing was ever started
        }
    }

    /** Watches one process, with what that brings, until it ends. */
    void watch(WorkloadName name, ProcessId process) {
        living.put(name, process);
        logsDue.add(name);
        var _ = watch.end(name, process).whenComplete((nothing, failure) -> living.remove(name, process));
    }

    private void removeOldLogs() {
        if (++round % ROUNDS_TO_OLD_LOGS == 0) {
            logsDue.addAll(living.keySet());
        }
        for (WorkloadName name : logsDue) {
            logsDue.remove(name);
            DeploymentFolder folder = root.deployment(name);
            Launched.read(folder.record())
                    .ifPresent(launched ->
                            OldLogFiles.remove(folder.logs(), launched.start().oldLogFiles()));
        }
    }

    private void rotate(WorkloadName name) {
        Output output = new Output(root.deployment(name));
        if (!output.isOver(outputBytes)) {
            return;
        }
        // Another server of this host may have seen the same.
        try (Control alone = Control.look(root, name)) {
            if (output.isOver(outputBytes)) {
                output.rotate(outputBytes);
            }
        } catch (IOException | RuntimeFailure e) {
            LOG.warn("The output of {} could not be put aside: {}", name, e.getMessage());
        }
    }

    private void forgetOldFences(Clock clock) {
        FileTime old = FileTime.from(clock.instant().minus(FENCE_KEPT));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root.fences())) {
            for (Path file : files) {
                WorkloadName name = new WorkloadName(file.getFileName().toString());
                if (Files.getLastModifiedTime(file).compareTo(old) < 0) {
                    try (Control alone = Control.look(root, name)) {
                        alone.forgetUnlessNeeded(root.deployment(name));
                    }
                }
            }
        } catch (IOException | IllegalArgumentException | RuntimeFailure e) {
            LOG.warn("Old fences in {} stay: {}", root.fences(), e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
