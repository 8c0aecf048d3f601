package io.graphstead.fleet;

import io.graphstead.refusal.Refused;
import io.graphstead.runtime.Runtime;
import io.graphstead.snapshot.SnapshotSettings;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has scheduled snapshots checked, one after the other, where the settings say so. */
@Singleton
class SnapshotCheckWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotCheckWatch.class);

    private final Runtime runtime;
    private final ScheduleStore schedules;
    private final SnapshotChecks checks;
    private final boolean isWanted;

    SnapshotCheckWatch(Runtime runtime, ScheduleStore schedules, SnapshotChecks checks, SnapshotSettings settings) {
        this.runtime = runtime;
        this.schedules = schedules;
        this.checks = checks;
        this.isWanted = settings.verifyScheduled();
    }

    @Scheduled(initialDelay = "1m", fixedDelay = "1m")
    void look() {
        if (!isWanted) {
            return;
        }
        try {
            Optional<SnapshotId> next = schedules.toCheck(runtime.hostId());
            next.ifPresent(checks::verify);
        } catch (Refused refused) {
            LOG.info(
                    "a scheduled snapshot waits to be checked: {}",
                    refused.refusal().words());
        } catch (RuntimeException failed) {
            LOG.warn("scheduled snapshots could not be checked; the next look will: {}", failed.toString());
        }
    }
}
