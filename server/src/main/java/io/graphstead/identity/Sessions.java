package io.graphstead.identity;

import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refusal.Protected;
import io.graphstead.refusal.Refusal.Unauthenticated;
import io.graphstead.refusal.Refusal.WrongState;
import io.graphstead.refusal.Refused;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * People who are signed in at the console. A session ends when it was not used for twelve hours, after a week in any case,
 * when its person ends it, and with a change of password. Every sign-in makes a new secret, so that one that was planted
 * in a browser before is worth nothing afterwards.
 */
@Singleton
@Requires(beans = Jdbi.class)
public class Sessions {
    static final Duration IDLE = Duration.ofHours(12);
    static final Duration LONGEST = Duration.ofDays(7);

    private static final String HALF_WAY = "half-way sign-in";
    private static final Duration HALF_WAY_LASTS = Duration.ofMinutes(5);
    private static final Duration SEEN_IS_NOTED_EVERY = Duration.ofMinutes(1);
    private static final int LONGEST_AGENT = 300;

    private final SessionStore store;
    private final People people;
    private final Passwords passwords;
    private final OwnerSettings owner;
    private final SecondFactors factors;
    private final Tickets tickets;
    private final VerifiedPeople verified;
    private final Standings standings;
    private final SecretHash hash;
    private final Clock clock;

    Sessions(
            SessionStore store,
            People people,
            Passwords passwords,
            OwnerSettings owner,
            SecondFactors factors,
            Tickets tickets,
            VerifiedPeople verified,
            Standings standings,
            SecretHash hash,
            Clock clock) {
        this.store = store;
        this.people = people;
        this.passwords = passwords;
        this.owner = owner;
        this.factors = factors;
        this.tickets = tickets;
        this.verified = verified;
        this.standings = standings;
        this.hash = hash;
        this.clock = clock;
    }

    /**
     * Whose browser it is, for the list that people see.
     *
     * @param agent what it says of itself
     * @param address the other end of its connection
     */
    public record Browser(String agent, String address) {}

    /**
     * Begins a session, or asks for the second factor's code.
     *
     * @return {@link SignInStep.Wrong} when the address or the password is wrong; does not say which, nor by the time it
     *     takes
     * @throws Refused with {@link io.graphstead.refusal.Refusal.TooManyRequests} after too many failed tries
     */
    public SignInStep signIn(String email, String password, Browser browser) {
        return next(people.signIn(email, password), email, browser);
    }

    /**
     * Begins a session, or asks for the second factor's code, for who has proven their address to an identity provider.
     * Open invitations to the address are accepted by this.
     *
     * @return {@link SignInStep.Wrong} when there is no such person here, and no invitation
     */
    public SignInStep signInVerified(String email, Browser browser) {
        return next(verified.of(email), email, browser);
    }

    private SignInStep next(Optional<People.SignedIn> proven, String email, Browser browser) {
        if (proven.isEmpty()) {
            return new SignInStep.Wrong();
        }
        People.SignedIn who = proven.get();
        return factors.asks(who.person())
                ? new SignInStep.CodeNeeded(tickets.make(
                        HALF_WAY, HALF_WAY_LASTS, who.person().toString(), Integer.toString(who.generation()), email))
                : new SignInStep.Done(begin(who.person(), email, who.generation(), browser));
    }

    /** Whether the ticket is one that {@link #finish} may still take. */
    public boolean isHalfWay(String ticket) {
        return tickets.read(HALF_WAY, ticket).isPresent();
    }

    /**
     * Begins the session that only missed a code.
     *
     * @param ticket from {@link SignInStep.CodeNeeded}
     * @return {@link SignInStep.Wrong} when the code is wrong or was used before
     * @throws Refused with {@link Unauthenticated} when the ticket is over, with {@link
     *     io.graphstead.refusal.Refusal.TooManyRequests} after too many failed tries
     */
    public SignInStep finish(String ticket, String code, Browser browser) {
        List<String> parts = tickets.read(HALF_WAY, ticket)
                .orElseThrow(() -> new Refused(
                        new Unauthenticated("this sign-in has taken longer than five minutes; begin again")));
        PersonId person = new PersonId(UUID.fromString(parts.get(0)));
        if (!factors.passes(person, code)) {
            return new SignInStep.Wrong();
        }
        Touched.by(Subject.person(person));
        return new SignInStep.Done(begin(person, parts.get(2), Integer.parseInt(parts.get(1)), browser));
    }

    private SessionSecret begin(PersonId person, String email, int generation, Browser browser) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        SessionSecret secret = SessionSecret.random();
        Session session = new Session(
                SessionId.random(),
                person,
                email,
                now,
                now,
                now.plus(LONGEST),
                shown(browser.agent()),
                browser.address());
        store.add(session, generation, hash.of(secret.reveal()), now.minus(IDLE));
        return secret;
    }

    private static String shown(String agent) {
        // PostgreSQL's text takes every character but this one.
        String clean = agent.replace('\0', ' ');
        return clean.length() > LONGEST_AGENT ? clean.substring(0, LONGEST_AGENT) : clean;
    }

    /** The session that the secret proves, noted as used; empty when there is none (any more). */
    public Optional<Session> of(String secret) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<Session> found = store.find(hash.of(secret), now, now.minus(IDLE));
        found.filter(session -> !now.isBefore(session.seenAt().plus(SEEN_IS_NOTED_EVERY)))
                .ifPresent(session -> store.seen(session.id(), now));
        return found;
    }

    /** What the session's person may do at this moment. */
    public Optional<Caller> caller(Session session) {
        return standings.of(Subject.person(session.person())).map(Standing::caller);
    }

    /** Signs out. */
    public void end(String secret) {
        store.remove(hash.of(secret));
    }

    /** The person's sessions, the one that was used last first. */
    public List<Session> list(PersonId person) {
        Instant now = clock.instant();
        return store.of(person, now, now.minus(IDLE));
    }

    /** @throws Refused when it is not one of the person's */
    public void end(PersonId person, SessionId id) {
        if (!store.remove(person, id)) {
            throw new Refused(new NotFound("session", id.toString()));
        }
    }

    /** Ends all of the person's sessions but this one; answers how many there were. */
    public int endOthers(Session kept) {
        return store.removeOthers(kept.person(), kept.id());
    }

    /**
     * Changes the person's password and ends all of their sessions and tokens.
     *
     * @return the secret of a new session in place of this one
     * @throws Refused when the current password is wrong or the new one is not taken
     */
    public SessionSecret changePassword(Session session, String current, String wanted, Browser browser) {
        if (owner.email().map(Email::stored).equals(Optional.of(session.email()))) {
            throw new Refused(new Protected(
                    "this account's password is set by the server's settings (owner.password-file or owner.password) at each"
                            + " start; change it there"));
        }
        if (!people.knowsPassword(session)) {
            throw new Refused(
                    new Protected(
                            "this account has no password here: its owner signs in with the identity provider; change it there"));
        }
        Passwords.checked("new-password", wanted);
        People.SignedIn proven = people.signIn(session.email(), current)
                .orElseThrow(
                        () -> Texts.invalid("password", "the current password is another one; nothing was changed"));
        int generation = store.changePassword(proven.person(), proven.generation(), passwords.hash(wanted))
                .orElseThrow(() -> new Refused(new WrongState(
                        "a change of the password", "changed", "the password was changed by someone else just now")));
        standings.forget(Subject.person(proven.person()));
        return begin(proven.person(), session.email(), generation, browser);
    }

    /** Proof that a form was sent by a page that was shown to the holder of this cookie. */
    public String formToken(String cookie) {
        return HexFormat.of().formatHex(hash.of("form of " + cookie));
    }

    /** A value for the cookie of a browser whose person is not signed in; proves nothing but that forms were shown to it. */
    public String strangersCookie() {
        return SessionSecret.random().reveal();
    }
}
