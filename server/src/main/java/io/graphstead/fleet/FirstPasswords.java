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
    private static final Duration LIMIT = Duration.ofSeconds(10);

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
        if (!(engine.ask(reach, next.get(), LIMIT) instanceof Readiness.Ready)) {
            change(deployment, engine, reach, next.get().password());
        }
        passwords.promoteNext(deployment.id());
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
        switch (engine.ask(reach, wanted, LIMIT)) {
            case Readiness.Ready ready -> {}
            case Readiness.NotYet notYet ->
                throw new RuntimeFailure.Passing("the restored data does not answer: " + notYet.why());
            case Readiness.ReadyForOthers others -> {
                try {
                    engine.changePassword(reach, stored, wanted.password(), LIMIT);
                } catch (CannotChangePassword cannot) {
                    if (!(engine.ask(reach, stored, LIMIT) instanceof Readiness.ReadyForOthers)) {
                        throw new RuntimeFailure.Passing(
                                "its password could not be set: " + cannot.getMessage(), cannot);
                    }
                    // Nobody here knows it; whoever asks for the credentials is told so.
                    LOG.info("{} keeps the users and passwords of what was restored", deployment.name());
                }
            }
        }
    }

    private void change(Deployment deployment, Engine engine, Reach reach, String next) {
        Credentials current = passwords.of(deployment.id());
        try {
            engine.changePassword(reach, current, next, LIMIT);
        } catch (CannotChangePassword cannot) {
            if (engine.ask(reach, current, LIMIT) instanceof Readiness.ReadyForOthers) {
                // It was changed inside of the database that this is a copy of: nobody here knows it.
                LOG.info("{} keeps the users and passwords of what it was copied from", deployment.name());
                passwords.forgetNext(deployment.id());
                return;
            }
            throw new RuntimeFailure.Passing("its password could not be set: " + cannot.getMessage(), cannot);
        }
    }
}
