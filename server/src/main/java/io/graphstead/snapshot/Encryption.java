package io.graphstead.snapshot;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import io.graphstead.platform.keys.CannotUnseal;
import io.graphstead.platform.keys.Sealer;
import jakarta.inject.Singleton;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Encrypts archives where they are stored: AES-256-GCM in segments, with a key of each archive's own that stands sealed
 * before it. So whoever has the installation's seal key and the archive needs nothing else.
 */
@Singleton
final class Encryption {
    /** No zstd frame begins so. */
    private static final byte[] MARK = "graphstead-sealed-1\n".getBytes(StandardCharsets.US_ASCII);

    private static final int KEY_BYTES = 32;
    private static final int SEGMENT = 1024 * 1024;
    private static final int LONGEST_SEALED_KEY = 1024;

    /** Its own length, a salt as long as the key, and the prefix of the nonces. */
    private static final int HEADER_BYTES = 1 + KEY_BYTES + 7;

    private static final int TAG_BYTES = 16;

    private final Sealer sealer;
    private final SecureRandom random = new SecureRandom();

    Encryption(Sealer sealer) {
        this.sealer = sealer;
    }

    private static String purpose(ArchiveId id) {
        return "key of archive " + id;
    }

    OutputStream encrypting(ArchiveId id, OutputStream to) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        byte[] sealed = sealer.seal(purpose(id), key);
        DataOutputStream head = new DataOutputStream(to);
        head.write(MARK);
        head.writeShort(sealed.length);
        head.write(sealed);
        head.flush();
        try {
            return streaming(key).newEncryptingStream(to, name(id));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Reads on what was encrypted, and what was not. */
    InputStream decrypting(ArchiveId id, InputStream from) throws IOException {
        PushbackInputStream peeked = new PushbackInputStream(from, MARK.length);
        byte[] first = peeked.readNBytes(MARK.length);
        if (!Arrays.equals(first, MARK)) {
            peeked.unread(first);
            return peeked;
        }
        DataInputStream head = new DataInputStream(peeked);
        int length = head.readUnsignedShort();
        if (length > LONGEST_SEALED_KEY) {
            throw new BrokenArchive("it is cut off or damaged");
        }
        try {
            return streaming(sealer.unseal(purpose(id), head.readNBytes(length)))
                    .newDecryptingStream(peeked, name(id));
        } catch (CannotUnseal | GeneralSecurityException other) {
            throw new BrokenArchive("it was encrypted with another seal key, or is damaged", other);
        }
    }

    /**
     * How many bytes {@link #decrypting} gives.
     *
     * @param from the beginning of what is stored
     * @param stored how many bytes are
     */
    long plainSize(InputStream from, long stored) throws IOException {
        DataInputStream head = new DataInputStream(from);
        if (!Arrays.equals(head.readNBytes(MARK.length), MARK)) {
            return stored;
        }
        long sealed = stored - MARK.length - Short.BYTES - head.readUnsignedShort();
        // Each segment ends in a tag; the first begins with the header.
        return sealed - HEADER_BYTES - TAG_BYTES * Math.ceilDiv(sealed, SEGMENT);
    }

    private static AesGcmHkdfStreaming streaming(byte[] key) throws GeneralSecurityException {
        return new AesGcmHkdfStreaming(key, "HmacSha256", KEY_BYTES, SEGMENT, 0);
    }

    private static byte[] name(ArchiveId id) {
        return id.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
