package io.graphstead.fleet;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes exports whose time is over, and what was left by operations that are. */
@Singleton
class TransferCleaning {
    private static final Logger LOG = LoggerFactory.getLogger(TransferCleaning.class);

    private final Jdbi jdbi;
    private final TransferFolder folder;
    private final TransferSettings settings;
    private final Clock clock;

    TransferCleaning(Jdbi jdbi, TransferFolder folder, TransferSettings settings, Clock clock) {
        this.jdbi = jdbi;
        this.folder = folder;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(initialDelay = "1m", fixedDelay = "10m")
    void clean() {
        try {
            // The files first: one whose operation begins meanwhile is not among them.
            var incoming = folder.allIncoming();
            var exports = folder.allExports();
            Set<OperationId> running = running();
            for (Path file : incoming) {
                // An upload lies here for an instant before its operation is written down.
                if (isOver(file, running) && isOlder(file, Duration.ofHours(1))) {
                    delete(file);
                }
            }
            for (Path file : exports) {
                boolean left = TransferFolder.isBeingMade(file) && isOver(file, running);
                if (left || isOlder(file, Duration.ofHours(settings.exportHours()))) {
                    delete(file);
                }
            }
        } catch (IOException | RuntimeException failed) {
            LOG.warn("old exports could not be deleted; tried again in ten minutes: {}", failed.getMessage());
        }
    }

    private Set<OperationId> running() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT id FROM operation WHERE status = 'started'")
                .mapTo(UUID.class)
                .map(OperationId::new)
                .set());
    }

    private static boolean isOver(Path file, Set<OperationId> running) {
        Optional<OperationId> operation = TransferFolder.operationOf(file);
        return operation.filter(running::contains).isEmpty();
    }

    private boolean isOlder(Path file, Duration age) throws IOException {
        Instant made = Files.getLastModifiedTime(file).toInstant();
        return made.plus(age).isBefore(clock.instant());
    }

    private static void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        LOG.info("deleted {}", file.getFileName());
    }
}
