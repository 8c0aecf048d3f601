package io.graphstead.api.idempotency;

import io.graphstead.fleet.ServerName;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Jdbi;

/** Keys and the answers given under them, in PostgreSQL: any server knows what another has answered. */
@Singleton
@Requires(beans = Jdbi.class)
class KeyStore {
    /** GrapheneDB contract §1. */
    static final Duration KEPT = Duration.ofHours(24);
    /** When another server's try is taken for dead: longer than the slowest upload. */
    static final Duration GIVEN_UP_AFTER = Duration.ofMinutes(15);

    private static final Duration CLEANED_EVERY = Duration.ofMinutes(10);

    private final Jdbi jdbi;
    private final ServerName server;
    private final Clock clock;
    private final UUID run = UUID.randomUUID();
    private final AtomicReference<Instant> cleaned = new AtomicReference<>(Instant.MIN);

    KeyStore(Jdbi jdbi, ServerName server, Clock clock) {
        this.jdbi = jdbi;
        this.server = server;
        this.clock = clock;
    }

    /** What a key stands for. */
    sealed interface Claim {
        /** The request is this try's to do. */
        record Ours(UUID attempt) implements Claim {}

        /** Another try of it is being done. */
        record Running() implements Claim {}

        /**
         * It was done.
         *
         * @param answer sealed
         */
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Answered(byte[] digest, byte[] answer) implements Claim {}
    }

    /** Takes the key, unless another try holds it or it was answered within the time that answers are kept. */
    Claim claim(RequestKey key) {
        Instant now = clock.instant();
        clean(now);
        UUID attempt = UUID.randomUUID();
        return jdbi.inTransaction(handle -> {
            boolean taken = handle.createQuery("""
                            INSERT INTO idempotent_request AS held (caller, path, key, attempt, server, run, begun_at)
                            VALUES (:caller, :path, :key, :attempt, :server, :run, :now)
                            ON CONFLICT (caller, path, key) DO UPDATE
                            SET attempt = :attempt, server = :server, run = :run, begun_at = :now,
                                digest = NULL, answer = NULL
                            WHERE held.begun_at <= :expired
                               OR held.answer IS NULL
                                  AND (held.begun_at <= :givenUp OR held.server = :server AND held.run <> :run)
                            RETURNING attempt""")
                    .bind("caller", key.caller())
                    .bind("path", key.path())
                    .bind("key", key.key())
                    .bind("attempt", attempt)
                    .bind("server", server.value())
                    .bind("run", run)
                    .bind("now", now)
                    .bind("expired", now.minus(KEPT))
                    .bind("givenUp", now.minus(GIVEN_UP_AFTER))
                    .mapTo(UUID.class)
                    .findOne()
                    .isPresent();
            if (taken) {
                return new Claim.Ours(attempt);
            }
            Optional<Claim.Answered> answered = handle.createQuery("""
                            SELECT digest, answer FROM idempotent_request
                            WHERE caller = :caller AND path = :path AND key = :key AND answer IS NOT NULL""")
                    .bind("caller", key.caller())
                    .bind("path", key.path())
                    .bind("key", key.key())
                    .map((row, _) -> new Claim.Answered(row.getBytes("digest"), row.getBytes("answer")))
                    .findOne();
            return answered.<Claim>map(found -> found).orElseGet(Claim.Running::new);
        });
    }

    /** Keeps the answer, if the try still holds the key. */
    void answered(RequestKey key, UUID attempt, byte[] digest, byte[] answer) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        UPDATE idempotent_request SET digest = :digest, answer = :answer
                        WHERE caller = :caller AND path = :path AND key = :key AND attempt = :attempt""")
                .bind("caller", key.caller())
                .bind("path", key.path())
                .bind("key", key.key())
                .bind("attempt", attempt)
                .bind("digest", digest)
                .bind("answer", answer)
                .execute());
    }

    /** Nothing was done under the key: it can be used again. */
    void free(RequestKey key, UUID attempt) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        DELETE FROM idempotent_request
                        WHERE caller = :caller AND path = :path AND key = :key AND attempt = :attempt""")
                .bind("caller", key.caller())
                .bind("path", key.path())
                .bind("key", key.key())
                .bind("attempt", attempt)
                .execute());
    }

    private void clean(Instant now) {
        Instant before = cleaned.get();
        if (!now.isBefore(before.plus(CLEANED_EVERY)) && cleaned.compareAndSet(before, now)) {
            jdbi.useHandle(handle -> handle.createUpdate("DELETE FROM idempotent_request WHERE begun_at <= :expired")
                    .bind("expired", now.minus(KEPT))
                    .execute());
        }
    }
}
