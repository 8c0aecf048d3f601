package io.graphstead.identity;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Sessions in PostgreSQL. One whose person has another generation by now is as if it were not there. */
@Singleton
class SessionStore {
    private static final String LIVE = """
            SELECT s.*, p.email FROM session s JOIN person p ON p.id = s.person_id AND p.generation = s.generation
            WHERE s.ends_at > :now AND s.seen_at > :idleSince
            """;

    private final Jdbi jdbi;

    SessionStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Adds it, and removes those that are over. */
    void add(Session session, int generation, byte[] secretHash, Instant idleSince) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("DELETE FROM session WHERE ends_at <= :now OR seen_at <= :idleSince")
                    .bind("now", session.createdAt())
                    .bind("idleSince", idleSince)
                    .execute();
            insert(handle, session, generation, secretHash);
        });
    }

    private static void insert(Handle handle, Session session, int generation, byte[] secretHash) {
        handle.createUpdate("""
                        INSERT INTO session
                            (id, secret_hash, person_id, generation, created_at, seen_at, ends_at, agent, address)
                        VALUES (:id, :hash, :person, :generation, :createdAt, :seenAt, :endsAt, :agent, :address)""")
                .bind("id", session.id().value())
                .bind("hash", secretHash)
                .bind("person", session.person().value())
                .bind("generation", generation)
                .bind("createdAt", session.createdAt())
                .bind("seenAt", session.seenAt())
                .bind("endsAt", session.endsAt())
                .bind("agent", session.agent())
                .bind("address", session.address())
                .execute();
    }

    Optional<Session> find(byte[] secretHash, Instant now, Instant idleSince) {
        return jdbi.withHandle(handle -> handle.createQuery(LIVE + " AND s.secret_hash = :hash")
                .bind("hash", secretHash)
                .bind("now", now)
                .bind("idleSince", idleSince)
                .map((row, context) -> read(row))
                .findOne());
    }

    /** The one that was used last comes first. */
    List<Session> of(PersonId person, Instant now, Instant idleSince) {
        return jdbi.withHandle(handle -> handle.createQuery(LIVE + " AND s.person_id = :person ORDER BY s.seen_at DESC")
                .bind("person", person.value())
                .bind("now", now)
                .bind("idleSince", idleSince)
                .map((row, context) -> read(row))
                .list());
    }

    void seen(SessionId id, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE session SET seen_at = :now WHERE id = :id")
                .bind("id", id.value())
                .bind("now", now)
                .execute());
    }

    void remove(byte[] secretHash) {
        jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM session WHERE secret_hash = :hash")
                .bind("hash", secretHash)
                .execute());
    }

    boolean remove(PersonId person, SessionId id) {
        return jdbi.withHandle(
                        handle -> handle.createUpdate("DELETE FROM session WHERE id = :id AND person_id = :person")
                                .bind("id", id.value())
                                .bind("person", person.value())
                                .execute())
                == 1;
    }

    /** Ends all of the person's sessions but this one. */
    int removeOthers(PersonId person, SessionId kept) {
        return jdbi.withHandle(
                handle -> handle.createUpdate("DELETE FROM session WHERE person_id = :person AND id <> :kept")
                        .bind("person", person.value())
                        .bind("kept", kept.value())
                        .execute());
    }

    /**
     * Gives the person another password, which ends every token and session.
     *
     * @return the person's generation from now on; empty when the password was changed by someone else just before
     */
    Optional<Integer> changePassword(PersonId person, int generation, String newHash) {
        return jdbi.inTransaction(handle -> {
            Optional<Integer> next = handle.createQuery("""
                            UPDATE person SET password_hash = :hash, generation = generation + 1
                            WHERE id = :person AND generation = :generation RETURNING generation""")
                    .bind("person", person.value())
                    .bind("generation", generation)
                    .bind("hash", newHash)
                    .mapTo(Integer.class)
                    .findOne();
            handle.createUpdate("DELETE FROM session WHERE person_id = :person AND generation <= :generation")
                    .bind("person", person.value())
                    .bind("generation", generation)
                    .execute();
            Changes.tell(handle, Subject.person(person));
            return next;
        });
    }

    private static Session read(ResultSet row) throws SQLException {
        return new Session(
                new SessionId(row.getObject("id", UUID.class)),
                new PersonId(row.getObject("person_id", UUID.class)),
                row.getString("email"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("seen_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                row.getString("agent"),
                row.getString("address"));
    }
}
