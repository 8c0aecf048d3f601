package io.graphstead.identity;

import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refusal.WrongState;
import io.graphstead.refusal.Refused;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * How an installation that nobody owns gets its owner: whoever starts the server is told a link once, and who follows it
 * chooses an address and a password. Each start makes another link; with an owner there is none.
 */
@Singleton
@Requires(beans = Jdbi.class)
public class FirstRun {
    private final PersonStore people;
    private final OrganizationStore organizations;
    private final Organizations owned;
    private final Passwords passwords;
    private final SignInThrottle throttle;
    private final Standings standings;
    private final Clock clock;
    private final String token = ClientSecret.random().reveal();

    FirstRun(
            PersonStore people,
            OrganizationStore organizations,
            Organizations owned,
            Passwords passwords,
            SignInThrottle throttle,
            Standings standings,
            Clock clock) {
        this.people = people;
        this.organizations = organizations;
        this.owned = owned;
        this.passwords = passwords;
        this.throttle = throttle;
        this.standings = standings;
        this.clock = clock;
    }

    /** What the link of this start ends in, while nobody owns the installation. */
    public Optional<String> token() {
        return people.hasFounder() ? Optional.empty() : Optional.of(token);
    }

    /**
     * Whether the installation has no organization yet, so that its owner names one.
     *
     * @param from the address of who asks: wrong tokens make the next try from there wait
     * @throws Refused when the token is not this start's, or the installation has an owner
     */
    public boolean wantsOrganization(String given, String from) {
        check(given, from);
        return organizations.all().isEmpty();
    }

    /**
     * Makes the owner, and the organization where there is none.
     *
     * @throws Refused as {@link #wantsOrganization}, or naming the field that is wrong
     */
    public void setUp(String given, String from, String email, String password, Optional<String> organization) {
        boolean needsOrganization = wantsOrganization(given, from);
        String address = Email.parse("email", Optional.of(email).filter(text -> !text.isBlank()));
        Passwords.checked("password", password);
        if (needsOrganization) {
            Texts.label("organization", organization);
        }
        if (!people.makeFirstFounder(
                address, passwords.hash(password), clock.instant().truncatedTo(ChronoUnit.MICROS))) {
            throw taken();
        }
        if (needsOrganization) {
            owned.create(new Caller.Installation(), organization, Optional.empty(), Quota.NONE);
        }
        standings.forgetAll();
    }

    private void check(String given, String from) {
        String tries = "first run tried from " + from;
        throttle.beforeTry(tries);
        if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.US_ASCII))) {
            throw new Refused(new NotFound("first-run link", "(each start of the server prints another)"));
        }
        throttle.succeeded(tries);
        if (people.hasFounder()) {
            throw taken();
        }
    }

    private static Refused taken() {
        return new Refused(new WrongState(
                "the first run",
                "done",
                "this installation has an owner already; sign in, or ask the owner to invite you"));
    }
}
