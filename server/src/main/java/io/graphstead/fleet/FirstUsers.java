package io.graphstead.fleet;

import io.graphstead.engine.CannotChangePassword;
import io.graphstead.engine.Credentials;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.engine.Readiness;
import io.graphstead.fleet.Requests.Allowed;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.Unavailable;
import io.graphstead.refusal.Refusal.WrongState;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.Reach;
import io.graphstead.runtime.Runtime;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Shows and changes the passwords of databases' first users. A new password is stored before it is set, and takes the
 * old one's place once the server is known to have it: whatever is cut off in between, one of the two stored ones is
 * right, and the next question finds out which.
 */
@Singleton
public class FirstUsers {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Jdbi jdbi;
    private final Requests requests;
    private final Passwords passwords;
    private final Views views;
    private final Engines engines;
    private final Runtime runtime;

    FirstUsers(Jdbi jdbi, Requests requests, Passwords passwords, Views views, Engines engines, Runtime runtime) {
        this.jdbi = jdbi;
        this.requests = requests;
        this.passwords = passwords;
        this.views = views;
        this.engines = engines;
        this.runtime = runtime;
    }

    /** Needs writer. */
    public FirstUser of(Caller caller, DeploymentId id) {
        Allowed allowed = requests.allowed(caller, Role.WRITER, id);
        return shown(allowed, knownPassword(allowed.deployment()));
    }

    /**
     * Whether its password is the one that every new database of its engine has, as far as is known here: nobody is asked.
     * Needs writer.
     */
    public boolean hasMakersPassword(Caller caller, DeploymentId id) {
        Deployment deployment = requests.allowed(caller, Role.WRITER, id).deployment();
        String none = "";
        String makers = engine(deployment).firstUser(none).password();
        return !makers.equals(none) && passwords.of(id).password().equals(makers);
    }

    /** Gives it a new generated password. Only while it runs. Needs writer. */
    public FirstUser reset(Caller caller, DeploymentId id) {
        Allowed allowed = requests.allowed(caller, Role.WRITER, id);
        Deployment deployment = allowed.deployment();
        Reach reach = reach(deployment)
                .orElseThrow(() -> new Refused(new WrongState(
                        "a reset of the password",
                        "not running",
                        "a password can only be reset while the database runs; resume it first")));
        Credentials current = knownPassword(deployment)
                .orElseThrow(() -> new Refused(new WrongState(
                        "a reset of the password",
                        "password changed",
                        "the password was changed inside of the database, and without it no other can be set from here;"
                                + " set it there with ALTER USER")));
        String next = passwords.generate();
        jdbi.useTransaction(handle -> {
            requests.checkIdle(handle, requests.lock(handle, id), "a reset of the password");
            passwords.storeNext(handle, id, next);
        });
        try {
            engine(deployment).changePassword(reach, current, next, LIMIT);
        } catch (CannotChangePassword cannot) {
            throw new Refused(new Unavailable("the password was not changed: " + cannot.getMessage()));
        }
        passwords.promoteNext(id);
        return shown(allowed, Optional.of(new Credentials(current.username(), next)));
    }

    /** The password that the server takes; of one that does not answer, the one that it is believed to take. */
    private Optional<Credentials> knownPassword(Deployment deployment) {
        Credentials current = passwords.of(deployment.id());
        Optional<Reach> reach = reach(deployment);
        if (reach.isEmpty()) {
            return Optional.of(current);
        }
        Optional<Credentials> next = passwords.next(deployment.id());
        if (next.isPresent() && ask(deployment, reach.get(), next.get()) instanceof Readiness.Ready) {
            passwords.promoteNext(deployment.id());
            return next;
        }
        return ask(deployment, reach.get(), current) instanceof Readiness.ReadyForOthers
                ? Optional.empty()
                : Optional.of(current);
    }

    private Readiness ask(Deployment deployment, Reach reach, Credentials credentials) {
        return engine(deployment).ask(reach, credentials, LIMIT);
    }

    private Optional<Reach> reach(Deployment deployment) {
        return runtime.reach(
                deployment.workload(),
                engine(deployment).askedAt(deployment.spec().version()));
    }

    private Engine engine(Deployment deployment) {
        return engines.named(deployment.spec().engine());
    }

    private FirstUser shown(Allowed allowed, Optional<Credentials> known) {
        DeploymentView view = views.of(allowed.deployment(), allowed.project());
        return new FirstUser(
                passwords.of(allowed.deployment().id()).username(),
                known.map(Credentials::password),
                view.connectionUrl());
    }
}
