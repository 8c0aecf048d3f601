package io.graphstead.fleet;

import io.graphstead.engine.Credentials;
import io.graphstead.fleet.PasswordStore.StoredCredentials;
import io.graphstead.platform.keys.Sealer;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Passwords of deployments' first users: made here, kept sealed, opened only for those who need them. */
@Singleton
class Passwords {
    private static final int RANDOM_BYTES = 24;

    private final PasswordStore store;
    private final Sealer sealer;
    private final SecureRandom random = new SecureRandom();

    Passwords(PasswordStore store, Sealer sealer) {
        this.store = store;
        this.sealer = sealer;
    }

    /** A new one of 192 random bits, of letters, digits, {@code -} and {@code _}. */
    String generate() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    byte[] seal(DeploymentId id, String password) {
        return sealer.seal(purpose(id), password.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws Refused when the deployment is gone */
    Credentials of(DeploymentId id) {
        StoredCredentials stored =
                store.credentials(id).orElseThrow(() -> new Refused(new NotFound("deployment", id.toString())));
        return new Credentials(
                stored.username(),
                new String(sealer.unseal(purpose(id), stored.sealedPassword()), StandardCharsets.UTF_8));
    }

    /** Stores a password that is about to be set, over one whose setting was cut off. */
    void storeNext(Handle handle, DeploymentId id, String next) {
        store.storeNext(handle, id, seal(id, next));
    }

    /** One that may or may not have been set by now. */
    Optional<Credentials> next(DeploymentId id) {
        return store.credentials(id)
                .flatMap(stored -> stored.sealedNextPassword()
                        .map(bytes -> new Credentials(
                                stored.username(),
                                new String(sealer.unseal(purpose(id), bytes), StandardCharsets.UTF_8))));
    }

    /** The next password is the one now. */
    void promoteNext(DeploymentId id) {
        store.promoteNext(id);
    }

    /** The next password is never to be. */
    void forgetNext(DeploymentId id) {
        store.forgetNext(id);
    }

    /** The deployment's own, as it is kept with a snapshot of it. */
    byte[] sealFor(SnapshotId snapshot, Credentials credentials) {
        return sealer.seal(purpose(snapshot), credentials.password().getBytes(StandardCharsets.UTF_8));
    }

    Credentials of(SnapshotId snapshot, StoredCredentials stored) {
        return new Credentials(
                stored.username(),
                new String(sealer.unseal(purpose(snapshot), stored.sealedPassword()), StandardCharsets.UTF_8));
    }

    private static String purpose(SnapshotId id) {
        return "password of snapshot " + id;
    }

    private static String purpose(DeploymentId id) {
        return "password of deployment " + id;
    }
}
