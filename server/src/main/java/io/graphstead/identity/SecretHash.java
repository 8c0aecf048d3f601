package io.graphstead.identity;

import io.graphstead.platform.keys.Secrets;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed SHA-256 of client secrets. No slow function is needed: a secret has 256 random bits, and without the pepper, which
 * is not in the table, a stolen table cannot even be used to check a guess.
 */
@Singleton
class SecretHash {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    private final SecretKeySpec pepper;
    private final byte[] nobodys = new byte[BYTES];

    SecretHash(Secrets secrets) {
        this.pepper =
                new SecretKeySpec(secrets.getOrCreate("client-secret-pepper", RandomBytes.supplier(BYTES)), ALGORITHM);
    }

    byte[] of(String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(pepper);
            return mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /** In constant time. @param hash empty when there is no such client: takes as long and is false */
    boolean matches(String secret, Optional<byte[]> hash) {
        return MessageDigest.isEqual(of(secret), hash.orElse(nobodys)) && hash.isPresent();
    }
}
