package io.graphstead.fleet;

import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.TooManyRequests;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.OutputPosition;
import io.graphstead.runtime.Runtime;
import io.graphstead.runtime.WorkloadName;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** What deployments write: the last lines, and new ones as they come. */
@Singleton
public class Logs {
    private static final int MOST_FOLLOWERS = 200;
    private static final Duration TRY_AGAIN = Duration.ofSeconds(30);

    /** As long as a token lives: whoever may not see the log any more does not see it for longer than that. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final DeploymentStore deployments;
    private final Requests requests;
    private final Runtime runtime;
    private final Clock clock;
    private final Semaphore free = new Semaphore(MOST_FOLLOWERS);
    private final Set<LogFollower> followers = ConcurrentHashMap.newKeySet();

    Logs(DeploymentStore deployments, Requests requests, Runtime runtime, Clock clock) {
        this.deployments = deployments;
        this.requests = requests;
        this.runtime = runtime;
        this.clock = clock;
    }

    /** The last lines, oldest first. Needs reader. */
    public List<LogLine> last(Caller caller, DeploymentId id, int lines) {
        return runtime.output(visible(caller, id), Optional.empty(), lines).stream()
                .map(LogLine::of)
                .toList();
    }

    /**
     * Begins with what came after a position or, without one, with the last lines; goes on until it is closed, which the
     * caller must do, or the deployment is deleted. Needs reader.
     *
     * @param field what the request calls the position
     */
    public LogFollower follow(Caller caller, DeploymentId id, String field, Optional<String> after, int lines) {
        WorkloadName workload = visible(caller, id);
        Optional<OutputPosition> position = after.map(text -> position(field, text));
        followers.stream().filter(LogFollower::isOver).forEach(LogFollower::close);
        if (!free.tryAcquire()) {
            throw new Refused(new TooManyRequests(TRY_AGAIN));
        }
        LogFollower[] self = new LogFollower[1];
        LogFollower follower = new LogFollower(
                (from, most) -> runtime.output(workload, from, most),
                () -> deployments.find(id).isPresent(),
                () -> {
                    free.release();
                    followers.remove(self[0]);
                },
                clock,
                clock.instant().plus(LONGEST),
                position,
                lines);
        self[0] = follower;
        followers.add(follower);
        return follower;
    }

    private static OutputPosition position(String field, String text) {
        try {
            return new OutputPosition(text);
        } catch (IllegalArgumentException e) {
            throw new Refused(new InvalidField(
                    field, field + " must be the id of a line of this log; leave it out to begin with the last lines"));
        }
    }

    /** How many follow now. */
    public int followers() {
        return followers.size();
    }

    /** The server ends: so do all who follow. */
    @PreDestroy
    void close() {
        followers.forEach(LogFollower::close);
    }

    private WorkloadName visible(Caller caller, DeploymentId id) {
        return requests.allowed(caller, Role.READER, id).deployment().workload();
    }
}
