package io.graphstead.identity;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** People and their memberships in PostgreSQL. Every change that must end tokens is told to all servers. */
@Singleton
class PersonStore {
    private final Jdbi jdbi;

    PersonStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What is needed to check a password and to make a token. */
    record StoredPassword(PersonId person, String hash, int generation) {
        @Override
        public String toString() {
            return "StoredPassword[" + person + "]";
        }
    }

    /** @param email in lower case */
    Optional<StoredPassword> password(String email) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT id, password_hash, generation FROM person WHERE email = :email")
                .bind("email", email)
                .map((row, context) -> new StoredPassword(
                        new PersonId(row.getObject("id", UUID.class)),
                        row.getString("password_hash"),
                        row.getInt("generation")))
                .findOne());
    }

    /** Whether the person knows the password that they have here. */
    boolean choseTheirPassword(PersonId id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT password_chosen FROM person WHERE id = :id")
                .bind("id", id.value())
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
    }

    Optional<Standing> standing(PersonId id) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT p.generation, p.founder, m.organization_id, m.role, m.grant_types
                        FROM person p LEFT JOIN membership m ON m.person_id = p.id
                        WHERE p.id = :id""")
                .bind("id", id.value())
                .scanResultSet((rows, context) -> readStanding(id, rows.get())));
    }

    /**
     * Makes the person the only founder, and owner of every organization.
     *
     * @param email in lower case
     * @param newHash the hash of a changed password, which ends the tokens given out before; empty to keep it
     */
    void makeFounder(String email, Optional<String> newHash, Instant now) {
        jdbi.useTransaction(handle -> {
            handle.createQuery("UPDATE person SET founder = false WHERE founder AND email <> :email RETURNING id")
                    .bind("email", email)
                    .mapTo(UUID.class)
                    .list()
                    .forEach(before -> Changes.tell(handle, Subject.person(new PersonId(before))));
            PersonId id = newHash.isPresent() ? write(handle, email, newHash.get(), now) : promote(handle, email);
            handle.createUpdate("""
                            INSERT INTO membership (organization_id, person_id, role, created_at)
                            SELECT id, :person, 'OWNER', :now FROM organization WHERE deleted_at IS NULL
                            ON CONFLICT (organization_id, person_id) DO UPDATE SET role = 'OWNER'""").bind("person", id.value()).bind("now", now).execute();
            Changes.tell(handle, Subject.person(id));
        });
    }

    /** Whether someone owns the installation. */
    boolean hasFounder() {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT EXISTS (SELECT 1 FROM person WHERE founder)")
                .mapTo(Boolean.class)
                .one());
    }

    /**
     * Makes the first person of an installation that nobody owns yet its founder.
     *
     * @return false when it has an owner, or a person of that address
     */
    boolean makeFirstFounder(String email, String hash, Instant now) {
        return jdbi.inTransaction(handle -> {
            handle.createQuery(
                            "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended('first founder', 0))) AS locked")
                    .mapTo(Integer.class)
                    .one();
            Optional<UUID> made = handle.createQuery("""
                            INSERT INTO person (id, email, password_hash, generation, founder, created_at)
                            SELECT :id, :email, :hash, 1, true, :now
                            WHERE NOT EXISTS (SELECT 1 FROM person WHERE founder)
                            ON CONFLICT (email) DO NOTHING RETURNING id""")
                    .bind("id", PersonId.random().value())
                    .bind("email", email)
                    .bind("hash", hash)
                    .bind("now", now)
                    .mapTo(UUID.class)
                    .findOne();
            made.ifPresent(id ->
                    handle.createUpdate("""
                            INSERT INTO membership (organization_id, person_id, role, created_at)
                            SELECT id, :person, 'OWNER', :now FROM organization WHERE deleted_at IS NULL""").bind("person", id).bind("now", now).execute());
            return made.isPresent();
        });
    }

    private static PersonId write(Handle handle, String email, String hash, Instant now) {
        return new PersonId(handle.createQuery("""
                        INSERT INTO person (id, email, password_hash, generation, founder, created_at)
                        VALUES (:id, :email, :hash, 1, true, :now)
                        ON CONFLICT (email) DO UPDATE
                            SET password_hash = :hash, password_chosen = true, generation = person.generation + 1,
                                founder = true
                        RETURNING id""")
                .bind("id", PersonId.random().value())
                .bind("email", email)
                .bind("hash", hash)
                .bind("now", now)
                .mapTo(UUID.class)
                .one());
    }

    private static PersonId promote(Handle handle, String email) {
        return new PersonId(handle.createQuery("UPDATE person SET founder = true WHERE email = :email RETURNING id")
                .bind("email", email)
                .mapTo(UUID.class)
                .one());
    }

    private static Optional<Standing> readStanding(PersonId id, ResultSet rows) throws SQLException {
        int generation = 0;
        boolean known = false;
        boolean founder = false;
        Map<OrganizationId, Membership> organizations = new HashMap<>();
        while (rows.next()) {
            known = true;
            generation = rows.getInt("generation");
            founder = rows.getBoolean("founder");
            UUID organization = rows.getObject("organization_id", UUID.class);
            if (organization != null) {
                organizations.put(
                        new OrganizationId(organization),
                        new Membership(Role.valueOf(rows.getString("role")), MemberStore.grantTypes(rows)));
            }
        }
        return known
                ? Optional.of(new Standing(generation, new Caller.Person(id.value(), organizations, founder)))
                : Optional.empty();
    }
}
