package io.graphstead.platform.keys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import io.graphstead.platform.CannotStart;
import io.graphstead.platform.folder.DataFolder;
import io.graphstead.platform.folder.PrivateFile;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * Seals secrets at rest (AES-256-GCM) with the key in a file (0600). The purpose is bound into the seal: what was sealed as
 * the password of one deployment does not open as that of another.
 */
@Singleton
@Requires(beans = DataFolder.class)
public final class Sealer {
    private static final int KEY_BYTES = 32;
    /** Stands before the key in its file, and its number before what is sealed with it, so that there can be others. */
    private static final String KEY_PREFIX = "graphstead-seal-key-1:";

    private static final byte KEY_NUMBER = 1;

    private final Path keyFile;
    private final Aead aead;

    @Inject
    public Sealer(KeySettings settings, DataFolder folder) {
        this(settings.sealKeyFile().orElse(folder.keys().resolve("seal.key")));
    }

    /** @throws CannotStart if the file holds no key or cannot be read or made */
    Sealer(Path keyFile) {
        this.keyFile = keyFile;
        try {
            String key =
                    new String(PrivateFile.readOrCreate(keyFile, Sealer::fresh), StandardCharsets.US_ASCII).strip();
            aead = new AesGcmJce(decode(key));
        } catch (IOException unreadable) {
            throw new CannotStart("the seal key " + keyFile + " cannot be read or made: " + unreadable, unreadable);
        } catch (GeneralSecurityException | IllegalArgumentException noKey) {
            throw new CannotStart(
                    keyFile + " holds no seal key; put back the file that belongs to this database", noKey);
        }
    }

    private static byte[] decode(String key) {
        byte[] decoded = key.startsWith(KEY_PREFIX)
                ? Base64.getUrlDecoder().decode(key.substring(KEY_PREFIX.length()))
                : new byte[0];
        if (decoded.length != KEY_BYTES) {
            throw new IllegalArgumentException("not a seal key");
        }
        return decoded;
    }

    private static byte[] fresh() {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        return (KEY_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** @param purpose what the secret is for and whose it is; needed again to unseal it */
    public byte[] seal(String purpose, byte[] secret) {
        try {
            byte[] encrypted = aead.encrypt(secret, purpose.getBytes(StandardCharsets.UTF_8));
            byte[] sealed = new byte[encrypted.length + 1];
            sealed[0] = KEY_NUMBER;
            System.arraycopy(encrypted, 0, sealed, 1, encrypted.length);
            return sealed;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @throws CannotUnseal if key or purpose are others, or what was sealed has been changed */
    public byte[] unseal(String purpose, byte[] sealed) {
        try {
            if (sealed.length == 0 || sealed[0] != KEY_NUMBER) {
                throw new GeneralSecurityException("sealed with a key of another number");
            }
            return aead.decrypt(Arrays.copyOfRange(sealed, 1, sealed.length), purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException other) {
            throw new CannotUnseal(purpose, keyFile, other);
        }
    }
}
