package io.graphstead.identity;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** People whose address an identity provider has verified: those who are here, and those who are invited. */
@Singleton
class VerifiedPeople {
    private final PersonStore people;
    private final InvitationStore invitations;
    private final Passwords passwords;
    private final Standings standings;
    private final Clock clock;

    VerifiedPeople(
            PersonStore people, InvitationStore invitations, Passwords passwords, Standings standings, Clock clock) {
        this.people = people;
        this.invitations = invitations;
        this.passwords = passwords;
        this.standings = standings;
        this.clock = clock;
    }

    /** @return empty when nobody here has the address, and nobody has invited it */
    Optional<People.SignedIn> of(String email) {
        if (!Email.isPlain(email)) {
            return Optional.empty();
        }
        String address = Email.stored(email);
        invitations
                .acceptAll(
                        address,
                        passwords.hash(ClientSecret.random().reveal()),
                        clock.instant().truncatedTo(ChronoUnit.MICROS))
                .ifPresent(person -> standings.forget(Subject.person(person)));
        Optional<PersonStore.StoredPassword> found = people.password(address);
        found.ifPresent(person -> Touched.by(Subject.person(person.person())));
        return found.map(person -> new People.SignedIn(person.person(), person.generation()));
    }
}
