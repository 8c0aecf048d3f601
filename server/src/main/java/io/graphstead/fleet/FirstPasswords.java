package io.graphstead.fleet;

import io.graphstead.engine.CannotChangePassword;
import io.graphstead.engine.Credentials;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.engine.Readiness;
import io.graphstead.runtime.Reach;
import io.graphstead.runtime.Runtime;
import io.graphstead.runtime.RuntimeFailure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the password that was chosen for a new deployment whose data came with another: that of the engine's maker, or of
 * the deployment that it is a copy of.
 */
@Singleton
class FirstPasswords {
    private static final Logger LOG = LoggerFactory.getLogger(FirstPasswords.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Together longer than a server locks somebody out by default, which is 5 s. */
    private static final int MOST_TRIES = 40;

    private static final Duration TRY_EVERY = Duration.ofMillis(250);

    private final Runtime runtime;
    private final Engines engines;
    private final Passwords passwords;

    FirstPasswords(Runtime runtime, Engines engines, Passwords passwords) {
        this.runtime = runtime;
        this.engines = engines;
        this.passwords = passwords;
    }

    /** Set already by a try that was cut off, it is only taken for the one that holds. */
    void set(Deployment deployment) {
        Optional<Credentials> next = passwords.next(deployment.id());
        if (next.isEmpty()) {
            return;
        }
        Engine engine = engines.named(deployment.spec().engine());
        Reach reach = runtime.reach(
                        deployment.workload(), engine.askedAt(deployment.spec().version()))
                .orElseThrow(() -> new RuntimeFailure.Passing("its server ended before its password was set"));
        if (engine.ask(reach, next.get(), LIMIT) instanceof Readiness.Ready) {
            passwords.promoteNext(deployment.id());
        } else {
            change(deployment, engine, reach, next.get().password());
        }
    }

    /**
     * Gives the first user of restored data the password that the deployment had before, and has; set already by a try that
     * was cut off, it holds.
     *
     * @param stored who could sign in to the data when it was stored
     */
    void restore(Deployment deployment, Credentials stored) {
        Credentials wanted = passwords.of(deployment.id());
        Engine engine = engines.named(deployment.spec().engine());
        Reach reach = runtime.reach(
                        deployment.workload(), engine.askedAt(deployment.spec().version()))
                .orElseThrow(() -> new RuntimeFailure.Passing("its server ended before its password was set"));
        // The likelier first: servers lock out whom they have seen with a few wrong ones.
        if (isLetIn(engine, reach, stored)) {
            if (!stored.password().equals(wanted.password())) {
                give(engine, reach, stored, wanted.password());
            }
        } else if (!isLetIn(engine, reach, wanted)) {
            // Nobody here knows it; whoever asks for the credentials is told so.
            LOG.info("{} keeps the users and passwords of what was restored", deployment.name());
        }
    }

    private static void give(Engine engine, Reach reach, Credentials now, String next) {
        try {
            engine.changePassword(reach, now, next, LIMIT);
        } catch (CannotChangePassword cannot) {
            throw new RuntimeFailure.Passing("its password could not be set: " + cannot.getMessage(), cannot);
        }
    }

    /** Whether the server takes them; one that is locked is asked again until it says so. */
    private static boolean isLetIn(Engine engine, Reach reach, Credentials credentials) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            switch (engine.ask(reach, credentials, LIMIT)) {
                case Readiness.Ready ready -> {
                    return true;
                }
                case Readiness.ReadyForOthers others -> {
                    return false;
                }
                case Readiness.NotYet notYet ->
                    throw new RuntimeFailure.Passing("the restored data does not answer: " + notYet.why());
                case Readiness.Locked locked -> sleep();
            }
        }
        throw new RuntimeFailure.Passing("its server lets nobody in after wrong passwords that somebody sends it");
    }

    private static void sleep() {
        try {
            Thread.sleep(TRY_EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RuntimeFailure.Passing("interrupted while a password was set", e);
        }
    }

    private void change(Deployment deployment, Engine engine, Reach reach, String next) {
        Credentials current = passwords.of(deployment.id());
        if (isLetIn(engine, reach, current)) {
            give(engine, reach, current, next);
            passwords.promoteNext(deployment.id());
            return;
        }
        // It was changed inside of the database that this is a copy of: nobody here knows it.
        LOG.info("{} keeps the users and passwords of what it was copied from", deployment.name());
        passwords.forgetNext(deployment.id());
    }
}
