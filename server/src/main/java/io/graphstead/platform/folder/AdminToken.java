package io.graphstead.platform.folder;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The installation's own token, Owner of everything: 256 random bits in {@code <data>/admin.token}, readable by the
 * server's user only. To replace it, delete the file and start the server again.
 */
@Singleton
@Requires(beans = DataFolder.class)
public final class AdminToken {
    private static final int RANDOM_BYTES = 32;

    private final Path file;
    private final byte[] value;

    public AdminToken(DataFolder folder) {
        file = folder.adminToken();
        try {
            value = new String(PrivateFile.readOrCreate(file, AdminToken::fresh), StandardCharsets.US_ASCII)
                    .strip()
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (IOException broken) {
            throw new UncheckedIOException("cannot read or make " + file, broken);
        }
    }

    private static byte[] fresh() {
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        return (Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Compares in a time that does not depend on where the two differ. */
    public boolean isSameAs(String candidate) {
        return value.length > 0 && MessageDigest.isEqual(value, candidate.getBytes(StandardCharsets.UTF_8));
    }

    /** Where it can be read. */
    public Path file() {
        return file;
    }

    @Override
    public String toString() {
        return "the installation's token in " + file;
    }
}
