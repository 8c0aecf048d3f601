package io.graphstead.identity;

import io.graphstead.identity.SecondFactor.Offered;
import io.graphstead.identity.SecondFactor.RecoveryCodes;
import io.graphstead.platform.keys.Sealer;
import io.graphstead.refusal.Refusal.NoAccess;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refusal.WrongState;
import io.graphstead.refusal.Refused;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;

/**
 * Second factors of people: set up with a first code, asked for at every sign-in, and turned off with one more. A code is
 * taken once, and guessing is slowed down as with passwords. Recovery codes stand for the phone when that is gone, and the
 * installation's own token for the recovery codes.
 */
@Singleton
@Requires(beans = Jdbi.class)
public class SecondFactors {
    static final Duration OFFER_LIFETIME = Duration.ofMinutes(15);

    private final SecondFactorStore store;
    private final PersonStore persons;
    private final People people;
    private final Sealer sealer;
    private final SecretHash hash;
    private final SignInThrottle throttle;
    private final Clock clock;

    SecondFactors(
            SecondFactorStore store,
            PersonStore persons,
            People people,
            Sealer sealer,
            SecretHash hash,
            SignInThrottle throttle,
            Clock clock) {
        this.store = store;
        this.persons = persons;
        this.people = people;
        this.sealer = sealer;
        this.hash = hash;
        this.throttle = throttle;
        this.clock = clock;
    }

    /** How far the session's person is. */
    public SecondFactor of(Session session) {
        return store.find(session.person())
                .<SecondFactor>map(found -> found.confirmedAt().isPresent()
                        ? new SecondFactor.On(found.confirmedAt().get(), found.recoveryCodes())
                        : isOpen(found) ? offered(session, found) : new SecondFactor.Off())
                .orElseGet(SecondFactor.Off::new);
    }

    private boolean isOpen(SecondFactorStore.Stored offer) {
        return clock.instant().isBefore(offer.createdAt().plus(OFFER_LIFETIME));
    }

    private Offered offered(Session session, SecondFactorStore.Stored stored) {
        byte[] key = key(session.person(), stored);
        return new Offered(Totp.text(key), Totp.address(key, session.email()));
    }

    private byte[] key(PersonId person, SecondFactorStore.Stored stored) {
        return sealer.unseal(purpose(person), stored.sealedKey());
    }

    private static String purpose(PersonId person) {
        return "second factor of person " + person;
    }

    /** Makes a key, which {@link #of} shows until {@link #confirm} or for a quarter of an hour. */
    public void offer(Session session, String password) {
        people.prove(session, password);
        if (!store.offer(session.person(), sealer.seal(purpose(session.person()), Totp.newKey()), now())) {
            throw isOn();
        }
    }

    /** Turns it on. @return the recovery codes, told only now */
    public RecoveryCodes confirm(Session session, String code) {
        SecondFactorStore.Stored offer = store.find(session.person())
                .filter(this::isOpen)
                .orElseThrow(() -> new Refused(new WrongState(
                        "a first code", "ended", "this key is no longer offered; begin again and scan the new one")));
        if (offer.confirmedAt().isPresent()) {
            throw isOn();
        }
        throttle.beforeTry(tries(session.person()));
        OptionalLong step = Totp.step(key(session.person(), offer), typed(code), clock.instant());
        if (step.isEmpty()) {
            throw wrong();
        }
        throttle.succeeded(tries(session.person()));
        List<String> codes = RecoveryCode.fresh();
        if (!store.confirm(
                session.person(), offer.sealedKey(), step.getAsLong(), hashes(session.person(), codes), now())) {
            throw isOn();
        }
        return new RecoveryCodes(codes);
    }

    /** Makes other recovery codes in place of all that are left. */
    public RecoveryCodes renewRecoveryCodes(Session session, String code) {
        require(session, code);
        List<String> codes = RecoveryCode.fresh();
        store.replaceRecoveryCodes(session.person(), hashes(session.person(), codes));
        return new RecoveryCodes(codes);
    }

    /** Turns it off: one who has found an open browser can not. */
    public void turnOff(Session session, String password, String code) {
        people.prove(session, password);
        require(session, code);
        store.remove(session.person());
    }

    /** Ends an offer that was not taken up. */
    public void withdraw(Session session) {
        if (of(session) instanceof Offered) {
            store.remove(session.person());
        }
    }

    private void require(Session session, String code) {
        if (!passes(session.person(), code)) {
            throw wrong();
        }
    }

    /** Whether sign-ins of the person need a code. */
    boolean asks(PersonId person) {
        return store.find(person).flatMap(SecondFactorStore.Stored::confirmedAt).isPresent();
    }

    /**
     * Takes a code of the moment, or a recovery code; true also for a person without a second factor.
     *
     * @throws Refused when too many tries failed just before
     */
    boolean passes(PersonId person, String code) {
        Optional<SecondFactorStore.Stored> factor =
                store.find(person).filter(found -> found.confirmedAt().isPresent());
        if (factor.isEmpty()) {
            return true;
        }
        throttle.beforeTry(tries(person));
        boolean right = Totp.looksLikeOne(typed(code))
                ? isFresh(person, Totp.step(key(person, factor.get()), typed(code), clock.instant()))
                : RecoveryCode.letters(code)
                        .filter(letters -> store.takeRecoveryCode(person, hashOf(person, letters)))
                        .isPresent();
        if (right) {
            throttle.succeeded(tries(person));
        }
        return right;
    }

    private boolean isFresh(PersonId person, OptionalLong step) {
        return step.isPresent() && store.take(person, step.getAsLong());
    }

    /**
     * Takes a person's second factor away, for whoever has lost phone and recovery codes. Needs the installation's own
     * token.
     */
    public void rescue(Caller caller, Optional<String> email) {
        if (!(caller instanceof Caller.Installation)) {
            throw new Refused(
                    new NoAccess(
                            NoAccess.Reach.ROLE_TOO_LOW,
                            "people",
                            "only the installation's own token (admin.token in the server's data folder) takes a second factor away"));
        }
        String address = Email.stored(email.filter(Email::isOne)
                .orElseThrow(
                        () -> Texts.invalid("email", "email is missing; give the address the person signs in with")));
        PersonId person = persons.password(address)
                .map(PersonStore.StoredPassword::person)
                .orElseThrow(() -> new Refused(new NotFound("person", address)));
        Touched.made("person", person.value());
        if (!store.remove(person)) {
            throw new Refused(new WrongState(
                    "taking the second factor away", "off", address + " has no second factor; a password is enough"));
        }
    }

    private static String typed(String code) {
        return code.replaceAll("\\s", "");
    }

    private static String tries(PersonId person) {
        return "second factor of " + person;
    }

    private List<byte[]> hashes(PersonId person, List<String> codes) {
        return codes.stream()
                .map(code -> hashOf(person, RecoveryCode.letters(code).orElseThrow()))
                .toList();
    }

    private byte[] hashOf(PersonId person, String letters) {
        return hash.of("recovery code of " + person + ": " + letters);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Refused isOn() {
        return new Refused(new WrongState("setting up a second factor", "on", "your second factor is on already"));
    }

    private static Refused wrong() {
        return Texts.invalid(
                "code",
                "this code is wrong or was used before; wait for the next one in your app, and check that the phone's clock"
                        + " is right");
    }
}
