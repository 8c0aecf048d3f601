package io.graphstead.identity;

import io.graphstead.platform.keys.Secrets;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The key that signs tokens, the same on every server of one database; its id is derived from it. */
@Singleton
class TokenKey {
    private static final int BYTES = 32;

    private final byte[] key;
    private final String id;

    TokenKey(Secrets secrets) {
        this.key = secrets.getOrCreate("token-key", RandomBytes.supplier(BYTES));
        this.id = idOf(key);
    }

    byte[] bytes() {
        return key.clone();
    }

    String id() {
        return id;
    }

    private static String idOf(byte[] key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
