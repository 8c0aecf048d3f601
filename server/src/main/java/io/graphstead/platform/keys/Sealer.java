package io.graphstead.platform.keys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
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

/**
 * Seals secrets at rest with the key in a file (0600). The purpose is bound into the seal: what was sealed as the password
 * of one deployment does not open as that of another.
 */
@Singleton
@Requires(beans = DataFolder.class)
public final class Sealer {
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
            AeadConfig.register();
            byte[] key = PrivateFile.readOrCreate(keyFile, Sealer::fresh);
            aead = TinkJsonProtoKeysetFormat.parseKeyset(
                            new String(key, StandardCharsets.UTF_8), InsecureSecretKeyAccess.get())
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (IOException unreadable) {
            throw new CannotStart(
                    "the seal key " + keyFile + " cannot be read or made: " + unreadable.getMessage(), unreadable);
        } catch (GeneralSecurityException noKey) {
            throw new CannotStart(
                    keyFile + " holds no seal key; put back the file that belongs to this database", noKey);
        }
    }

    private static byte[] fresh() {
        try {
            KeysetHandle key = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            return TinkJsonProtoKeysetFormat.serializeKeyset(key, InsecureSecretKeyAccess.get())
                    .getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @param purpose what the secret is for and whose it is; needed again to unseal it */
    public byte[] seal(String purpose, byte[] secret) {
        try {
            return aead.encrypt(secret, purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @throws CannotUnseal if key or purpose are others, or what was sealed has been changed */
    public byte[] unseal(String purpose, byte[] sealed) {
        try {
            return aead.decrypt(sealed, purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException other) {
            throw new CannotUnseal(purpose, keyFile, other);
        }
    }
}
