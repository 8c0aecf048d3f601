package io.graphstead.identity;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Second factors in PostgreSQL. That a code is taken once is decided here, whichever server it was sent to. */
@Singleton
class SecondFactorStore {
    private final Jdbi jdbi;

    SecondFactorStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** @param confirmedAt empty until a first code was right */
    record Stored(byte[] sealedKey, Instant createdAt, Optional<Instant> confirmedAt, int recoveryCodes) {
        @Override
        public String toString() {
            return "Stored[hidden]";
        }
    }

    Optional<Stored> find(PersonId person) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT f.*, (SELECT count(*) FROM recovery_code r WHERE r.person_id = f.person_id) AS codes
                        FROM second_factor f WHERE f.person_id = :person""")
                .bind("person", person.value())
                .map((row, context) -> new Stored(
                        row.getBytes("sealed_key"),
                        row.getTimestamp("created_at").toInstant(),
                        Optional.ofNullable(row.getTimestamp("confirmed_at")).map(java.sql.Timestamp::toInstant),
                        row.getInt("codes")))
                .findOne());
    }

    /** In place of one that was not confirmed. @return false when there is one that is */
    boolean offer(PersonId person, byte[] sealedKey, Instant now) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                                INSERT INTO second_factor (person_id, sealed_key, created_at, last_step)
                                VALUES (:person, :key, :now, 0)
                                ON CONFLICT (person_id) DO UPDATE SET sealed_key = :key, created_at = :now, last_step = 0
                                WHERE second_factor.confirmed_at IS NULL""")
                        .bind("person", person.value())
                        .bind("key", sealedKey)
                        .bind("now", now)
                        .execute())
                == 1;
    }

    /**
     * @param sealedKey the one that the code was made with, which may have been exchanged meanwhile
     * @return false when it was, or is confirmed already
     */
    boolean confirm(PersonId person, byte[] sealedKey, long step, List<byte[]> recoveryHashes, Instant now) {
        return jdbi.inTransaction(handle -> {
            int confirmed = handle.createUpdate("""
                            UPDATE second_factor SET confirmed_at = :now, last_step = :step
                            WHERE person_id = :person AND sealed_key = :key AND confirmed_at IS NULL""")
                    .bind("person", person.value())
                    .bind("key", sealedKey)
                    .bind("step", step)
                    .bind("now", now)
                    .execute();
            if (confirmed == 1) {
                keep(handle, person, recoveryHashes);
            }
            return confirmed == 1;
        });
    }

    void replaceRecoveryCodes(PersonId person, List<byte[]> hashes) {
        jdbi.useTransaction(handle -> {
            // Held, so that two replacements come one after the other.
            handle.execute("SELECT 1 FROM second_factor WHERE person_id = ? FOR UPDATE", person.value());
            handle.execute("DELETE FROM recovery_code WHERE person_id = ?", person.value());
            keep(handle, person, hashes);
        });
    }

    private static void keep(Handle handle, PersonId person, List<byte[]> hashes) {
        for (byte[] hash : hashes) {
            handle.createUpdate("""
                            INSERT INTO recovery_code (person_id, code_hash)
                            SELECT person_id, :hash FROM second_factor WHERE person_id = :person""")
                    .bind("person", person.value())
                    .bind("hash", hash)
                    .execute();
        }
    }

    /** @return false when a code of this half minute, or of a later one, was taken before */
    boolean take(PersonId person, long step) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                "UPDATE second_factor SET last_step = :step WHERE person_id = :person AND last_step < :step")
                        .bind("person", person.value())
                        .bind("step", step)
                        .execute())
                == 1;
    }

    /** @return false when there is no such recovery code (any more) */
    boolean takeRecoveryCode(PersonId person, byte[] hash) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                "DELETE FROM recovery_code WHERE person_id = :person AND code_hash = :hash")
                        .bind("person", person.value())
                        .bind("hash", hash)
                        .execute())
                == 1;
    }

    /** @return false when there was none */
    boolean remove(PersonId person) {
        return jdbi.withHandle(handle -> handle.createUpdate("DELETE FROM second_factor WHERE person_id = :person")
                        .bind("person", person.value())
                        .execute())
                == 1;
    }
}
