package io.graphstead.fleet;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The sealed passwords of deployments' first users in PostgreSQL. */
@Singleton
class PasswordStore {
    private final Jdbi jdbi;

    PasswordStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A first user and its sealed password. */
    record StoredCredentials(String username, byte[] sealedPassword, Optional<byte[]> sealedNextPassword) {}

    Optional<StoredCredentials> credentials(DeploymentId id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT username, sealed_password, sealed_next_password FROM deployment WHERE id = :id AND deleted_at IS NULL")
                .bind("id", id.value())
                .map((row, context) ->
                        new StoredCredentials(row.getString(1), row.getBytes(2), Optional.ofNullable(row.getBytes(3))))
                .findOne());
    }

    void storeNext(Handle handle, DeploymentId id, byte[] sealed) {
        handle.createUpdate("UPDATE deployment SET sealed_next_password = :sealed WHERE id = :id")
                .bind("id", id.value())
                .bind("sealed", sealed)
                .execute();
    }

    void promoteNext(DeploymentId id) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        UPDATE deployment SET sealed_password = sealed_next_password, sealed_next_password = NULL
                        WHERE id = :id AND sealed_next_password IS NOT NULL""").bind("id", id.value()).execute());
    }

    void forgetNext(DeploymentId id) {
        jdbi.useHandle(handle -> handle.createUpdate("UPDATE deployment SET sealed_next_password = NULL WHERE id = :id")
                .bind("id", id.value())
                .execute());
    }
}
