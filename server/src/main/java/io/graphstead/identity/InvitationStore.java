package io.graphstead.identity;

import io.graphstead.refusal.Refusal.WrongState;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Invitations in PostgreSQL: found by the hash of their token, and used up by being accepted. */
@Singleton
class InvitationStore {
    private final Jdbi jdbi;

    InvitationStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What came of an offer. */
    enum Offer {
        MADE,
        ALREADY_MEMBER,
        ALREADY_INVITED
    }

    /** Makes it in place of one to the same address that has ended. */
    Offer add(Member invited, Instant until, byte[] tokenHash) {
        return jdbi.inTransaction(handle -> {
            // Held, so that two invitations of one address come one after the other.
            handle.createQuery("SELECT id FROM organization WHERE live_id = :organization FOR NO KEY UPDATE")
                    .bind("organization", invited.organizationId().value())
                    .mapTo(UUID.class)
                    .findOne();
            if (isMember(handle, invited)) {
                return Offer.ALREADY_MEMBER;
            }
            handle.createUpdate("""
                            DELETE FROM invitation
                            WHERE organization_id = :organization AND email = :email AND expires_at <= :now""")
                    .bind("organization", invited.organizationId().value())
                    .bind("email", invited.email())
                    .bind("now", invited.createdAt())
                    .execute();
            int added = handle.createUpdate("""
                            INSERT INTO invitation
                                (id, organization_id, email, role, grant_types, token_hash, created_at, expires_at)
                            VALUES (:id, :organization, :email, :role, :types, :hash, :now, :until)
                            ON CONFLICT (organization_id, email) DO NOTHING""")
                    .bind("id", invited.id().value())
                    .bind("organization", invited.organizationId().value())
                    .bind("email", invited.email())
                    .bind("role", invited.membership().role().name())
                    .bindArray(
                            "types",
                            String.class,
                            invited.membership().grantTypes().toArray())
                    .bind("hash", tokenHash)
                    .bind("now", invited.createdAt())
                    .bind("until", until)
                    .execute();
            return added == 1 ? Offer.MADE : Offer.ALREADY_INVITED;
        });
    }

    private static boolean isMember(Handle handle, Member invited) {
        return handle.createQuery("""
                        SELECT count(*) FROM membership m JOIN person p ON p.id = m.person_id
                        WHERE m.organization_id = :organization AND p.email = :email""")
                        .bind("organization", invited.organizationId().value())
                        .bind("email", invited.email())
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    Optional<Member> find(byte[] tokenHash) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM invitation WHERE token_hash = :hash")
                .bind("hash", tokenHash)
                .map((row, context) -> MemberStore.read(row))
                .findOne());
    }

    /**
     * Uses the invitation up and makes the membership.
     *
     * @param newPasswordHash of the person to be made; empty for one who is here and has proven it
     * @return the person; empty when the invitation was used or taken back just before
     */
    Optional<PersonId> accept(byte[] tokenHash, Optional<String> newPasswordHash, Instant now) {
        return jdbi.inTransaction(handle -> {
            Optional<Member> used = handle.createQuery("DELETE FROM invitation WHERE token_hash = :hash RETURNING *")
                    .bind("hash", tokenHash)
                    .map((row, context) -> MemberStore.read(row))
                    .findOne();
            return used.map(member -> join(handle, member, newPasswordHash, now));
        });
    }

    /**
     * Uses up every open invitation to an address that was proven in another way.
     *
     * @param unknownHash of a password that nobody knows, for a person to be made
     * @return the person; empty when there was no invitation
     */
    Optional<PersonId> acceptAll(String email, String unknownHash, Instant now) {
        return jdbi.inTransaction(handle -> {
            List<Member> used = handle.createQuery(
                            "DELETE FROM invitation WHERE email = :email AND expires_at > :now RETURNING *")
                    .bind("email", email)
                    .bind("now", now)
                    .map((row, context) -> MemberStore.read(row))
                    .list();
            if (used.isEmpty()) {
                return Optional.empty();
            }
            handle.createUpdate("""
                            INSERT INTO person (id, email, password_hash, password_chosen, generation, founder, created_at)
                            VALUES (:id, :email, :hash, false, 1, false, :now)
                            ON CONFLICT (email) DO NOTHING""")
                    .bind("id", PersonId.random().value())
                    .bind("email", email)
                    .bind("hash", unknownHash)
                    .bind("now", now)
                    .execute();
            return used.stream()
                    .map(member -> join(handle, member, Optional.empty(), now))
                    .reduce((first, _) -> first);
        });
    }

    private static PersonId join(Handle handle, Member member, Optional<String> newPasswordHash, Instant now) {
        newPasswordHash.ifPresent(hash -> addPerson(handle, member.email(), hash, now));
        PersonId person = new PersonId(handle.createQuery("SELECT id FROM person WHERE email = :email")
                .bind("email", member.email())
                .mapTo(UUID.class)
                .one());
        handle.createUpdate("""
                        INSERT INTO membership (id, organization_id, person_id, role, grant_types, created_at)
                        VALUES (:id, :organization, :person, :role, :types, :now)
                        ON CONFLICT (organization_id, person_id) DO NOTHING""")
                .bind("id", member.id().value())
                .bind("organization", member.organizationId().value())
                .bind("person", person.value())
                .bind("role", member.membership().role().name())
                .bindArray(
                        "types", String.class, member.membership().grantTypes().toArray())
                .bind("now", now)
                .execute();
        Changes.tell(handle, Subject.person(person));
        return person;
    }

    private static void addPerson(Handle handle, String email, String passwordHash, Instant now) {
        int added = handle.createUpdate("""
                        INSERT INTO person (id, email, password_hash, generation, founder, created_at)
                        VALUES (:id, :email, :hash, 1, false, :now)
                        ON CONFLICT (email) DO NOTHING""")
                .bind("id", PersonId.random().value())
                .bind("email", email)
                .bind("hash", passwordHash)
                .bind("now", now)
                .execute();
        if (added == 0) {
            // Someone was faster with this address, and only who knows their password may go on as them.
            throw new Refused(new WrongState(
                    "accept",
                    "changed",
                    "an account of this email address was made just now; accept again, with its password"));
        }
    }
}
