package io.graphstead.identity;

import io.graphstead.platform.CannotStart;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** People: the first owner, made from the settings at start, and who signs in with which password. */
@Singleton
@Requires(beans = Jdbi.class)
public class People {
    private final PersonStore store;
    private final Passwords passwords;
    private final SignInThrottle throttle;
    private final Standings standings;
    private final OwnerSettings owner;
    private final Clock clock;

    People(
            PersonStore store,
            Passwords passwords,
            SignInThrottle throttle,
            Standings standings,
            OwnerSettings owner,
            Clock clock) {
        this.store = store;
        this.passwords = passwords;
        this.throttle = throttle;
        this.standings = standings;
        this.owner = owner;
        this.clock = clock;
    }

    /** Someone who has proven who they are. */
    record SignedIn(PersonId person, int generation) {}

    /**
     * Makes or updates the first owner, before the server takes requests.
     *
     * @throws CannotStart naming the setting that is missing or wrong
     */
    @EventListener
    void ensureOwner(StartupEvent started) {
        owner.email().ifPresent(email -> ensureOwner(email, ownersPassword()));
    }

    private void ensureOwner(String email, String password) {
        if (!Email.isOne(email)) {
            throw new CannotStart("owner.email \"" + email + "\" is not an email address");
        }
        if (password.length() < Passwords.LEAST || password.length() > Passwords.LONGEST) {
            throw new CannotStart("the owner's password (owner.password or owner.password-file) must be "
                    + Passwords.LEAST + " to " + Passwords.LONGEST + " characters long");
        }
        String address = Email.stored(email);
        Optional<String> stored = store.password(address).map(PersonStore.StoredPassword::hash);
        // A new hash ends the owner's sessions, and every start comes by here: so only for a new password.
        boolean unchanged = stored.isPresent() && passwords.matches(password, stored);
        store.makeFounder(
                address, unchanged ? Optional.empty() : Optional.of(passwords.hash(password)), clock.instant());
        standings.forgetAll();
    }

    private String ownersPassword() {
        if (owner.password().isPresent()) {
            if (owner.passwordFile().isPresent()) {
                throw new CannotStart("owner.password and owner.password-file are both set; keep one of them");
            }
            return owner.password().get();
        }
        Path file = owner.passwordFile()
                .orElseThrow(() -> new CannotStart(
                        "owner.email is set without a password; set owner.password-file or owner.password"));
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new CannotStart(
                    "owner.password-file " + file + " cannot be read (" + e.getMessage()
                            + "); make it readable by the server",
                    e);
        }
    }

    /**
     * @return empty when there is no such person or the password is another; takes the same time
     * @throws io.graphstead.refusal.Refused when too many tries failed just before
     */
    Optional<SignedIn> signIn(String email, String password) {
        String address = Email.stored(email);
        if (!Email.isOne(address) || password.length() > Passwords.LONGEST) {
            return Optional.empty();
        }
        throttle.beforeTry(address);
        Optional<PersonStore.StoredPassword> stored = store.password(address);
        if (!passwords.matches(password, stored.map(PersonStore.StoredPassword::hash))) {
            return Optional.empty();
        }
        throttle.succeeded(address);
        stored.ifPresent(found -> Touched.by(Subject.person(found.person())));
        return stored.map(found -> new SignedIn(found.person(), found.generation()));
    }

    /**
     * Asks once more for the password of who is signed in; those who came by an identity provider know none.
     *
     * @throws io.graphstead.refusal.Refused naming {@code password} when it is another
     */
    void prove(Session session, String password) {
        if (knowsPassword(session) && signIn(session.email(), password).isEmpty()) {
            throw Texts.invalid("password", "the password is another one; nothing was changed");
        }
    }

    /** Whether the person signs in with a password; others come by an identity provider. */
    public boolean knowsPassword(Session session) {
        return store.choseTheirPassword(session.person());
    }
}
