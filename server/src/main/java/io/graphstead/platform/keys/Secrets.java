package io.graphstead.platform.keys;

import io.graphstead.platform.CannotStart;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/** The secrets that all servers of one database share, such as the keys that sign tokens; sealed in PostgreSQL. */
@Singleton
@Requires(beans = Jdbi.class)
public final class Secrets {
    private final Jdbi jdbi;
    private final Sealer sealer;

    public Secrets(Jdbi jdbi, Sealer sealer) {
        this.jdbi = jdbi;
        this.sealer = sealer;
    }

    /**
     * The secret of that name; made if there is none. When several servers come at once they all get the same.
     *
     * @param fresh makes one; what it makes is thrown away if another server was faster
     * @throws CannotStart if this server has another seal key than the one that made it
     */
    public byte[] getOrCreate(String name, Supplier<byte[]> fresh) {
        return unsealed(name, stored(name).orElseGet(() -> create(name, fresh.get())));
    }

    /**
     * The secret of that name, if there is one.
     *
     * @throws CannotStart if this server has another seal key than the one that stored it
     */
    public Optional<byte[]> find(String name) {
        return stored(name).map(found -> unsealed(name, found));
    }

    /** Stores a secret, in the place of one of that name. */
    public void put(String name, byte[] secret) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        INSERT INTO server_secret (name, sealed) VALUES (:name, :sealed)
                        ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed""")
                .bind("name", name)
                .bind("sealed", sealer.seal(purpose(name), secret))
                .execute());
    }

    private byte[] unsealed(String name, byte[] sealed) {
        try {
            return sealer.unseal(purpose(name), sealed);
        } catch (CannotUnseal otherKey) {
            throw new CannotStart(String.valueOf(otherKey.getMessage()), otherKey);
        }
    }

    private byte[] create(String name, byte[] secret) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        INSERT INTO server_secret (name, sealed) VALUES (:name, :sealed)
                        ON CONFLICT (name) DO NOTHING""")
                .bind("name", name)
                .bind("sealed", sealer.seal(purpose(name), secret))
                .execute());
        return stored(name).orElseThrow(() -> new IllegalStateException(name + " vanished"));
    }

    private Optional<byte[]> stored(String name) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT sealed FROM server_secret WHERE name = :name")
                .bind("name", name)
                .mapTo(byte[].class)
                .findOne());
    }

    private static String purpose(String name) {
        return "server secret " + name;
    }
}
