package io.graphstead.identity;

import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refusal.Unauthenticated;
import io.graphstead.refusal.Refusal.WrongState;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Invitations, seen and accepted by whoever holds their token: who that is, is not known otherwise. A person who is here
 * already proves with their password that they are the one who was invited; nobody's password is set anew this way.
 */
@Singleton
public class Invitations {
    /** GrapheneDB contract §7. */
    static final Duration LIFETIME = Duration.ofHours(72);

    private final InvitationStore store;
    private final PersonStore people;
    private final OrganizationStore organizations;
    private final Passwords passwords;
    private final SecretHash hash;
    private final SignInThrottle throttle;
    private final Standings standings;
    private final Clock clock;

    Invitations(
            InvitationStore store,
            PersonStore people,
            OrganizationStore organizations,
            Passwords passwords,
            SecretHash hash,
            SignInThrottle throttle,
            Standings standings,
            Clock clock) {
        this.store = store;
        this.people = people;
        this.organizations = organizations;
        this.passwords = passwords;
        this.hash = hash;
        this.throttle = throttle;
        this.standings = standings;
        this.clock = clock;
    }

    /**
     * An invitation as its holder sees it.
     *
     * @param hasAccount whether there is a person of that address, who accepts with the password they have
     */
    public record Shown(Member member, Organization organization, boolean hasAccount) {}

    InvitedMember offer(OrganizationId organization, String email, Membership membership) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant until = now.plus(LIFETIME);
        InvitationToken token = InvitationToken.random();
        Member member = new Member(MemberId.random(), organization, email, membership, now, Optional.of(until));
        return switch (store.add(member, until, hash.of(token.reveal()))) {
            case MADE -> new InvitedMember(member, token);
            case ALREADY_MEMBER ->
                throw Texts.invalid("email", "email " + email + " is a member already; change the role there instead");
            case ALREADY_INVITED ->
                throw Texts.invalid(
                        "email",
                        "email " + email
                                + " was invited already and has not accepted yet; to get a new address for accepting, take"
                                + " that invitation back (DELETE the member) and invite again");
        };
    }

    /**
     * @param from the address of who asks: tokens that do not exist make the next try from there wait
     * @throws Refused when there is no such invitation or it has ended
     */
    public Shown see(String token, String from) {
        Member member = find(token, from);
        return shown(member);
    }

    private Shown shown(Member member) {
        return new Shown(
                member,
                organizations.find(member.organizationId()).orElseThrow(Invitations::notFound),
                people.password(member.email()).isPresent());
    }

    /**
     * Makes the holder a member: with a new password, or the one they have here.
     *
     * @param from as for {@link #see}
     */
    public Shown accept(String token, Optional<String> password, String from) {
        Member member = find(token, from);
        Shown before = shown(member);
        String given = password.orElseThrow(() -> new Refused(new InvalidField(
                "password",
                before.hasAccount()
                        ? "password is missing; give the one with which you sign in here"
                        : "password is missing; choose one of at least 8 characters")));
        Optional<PersonStore.StoredPassword> known = people.password(member.email());
        Optional<String> newHash = Optional.empty();
        if (known.isPresent()) {
            throttle.beforeTry(member.email());
            if (!passwords.matches(given, known.map(PersonStore.StoredPassword::hash))) {
                throw new Refused(new Unauthenticated(
                        "there is an account of this email address here, and its password is another; accept with that"
                                + " password"));
            }
            throttle.succeeded(member.email());
        } else {
            newHash = Optional.of(passwords.hash(Passwords.checked("password", given)));
        }
        PersonId person = store.accept(hash.of(token), newHash, clock.instant().truncatedTo(ChronoUnit.MICROS))
                .orElseThrow(Invitations::notFound);
        standings.forget(Subject.person(person));
        Touched.by(Subject.person(person));
        Touched.decides(member.organizationId());
        Touched.made("member", member.id().value());
        return before;
    }

    private Member find(String token, String from) {
        String tries = "invitation tried from " + from;
        throttle.beforeTry(tries);
        Member member = store.find(hash.of(token)).orElseThrow(Invitations::notFound);
        throttle.succeeded(tries);
        Instant until = member.invitedUntil().orElseThrow(Invitations::notFound);
        if (!clock.instant().isBefore(until)) {
            throw new Refused(new WrongState(
                    "accept",
                    "expired",
                    "this invitation has ended, 72 hours after it was made; ask an administrator of the organization for"
                            + " a new one"));
        }
        return member;
    }

    private static Refused notFound() {
        // Does not name the token, which may be a good one's with a letter missing.
        return new Refused(new NotFound("invitation", "(used, taken back or never made)"));
    }
}
