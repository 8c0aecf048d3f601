package io.graphstead.engine.neo4j;

import io.graphstead.engine.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The file from which a Neo4j server takes its first user on its first start, {@code data/dbms/auth.ini}: what the
 * vendor's {@code set-initial-password} command writes, without the seconds that its process takes.
 *
 * <p>One line, {@code user:SHA-256,<hash>,<salt>,1024:}, hash and salt in hexadecimal digits; the hash is
 * SHA-256 over salt and password and then 1023 times over itself. Seen on 4.4.16, 5.26.30 and 2026.08.1.
 */
final class AuthFile {
    private static final int ITERATIONS = 1024;

    private AuthFile() {}

    static String of(Credentials first) {
        byte[] password = first.password().getBytes(StandardCharsets.UTF_8);
        return line(first.username(), password, salt(first));
    }

    static String line(String username, byte[] password, byte[] salt) {
        HexFormat hex = HexFormat.of();
        return username + ":SHA-256," + hex.formatHex(hash(password, salt)) + "," + hex.formatHex(salt) + ","
                + ITERATIONS + ":\n";
    }

    private static byte[] hash(byte[] password, byte[] salt) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(salt);
            byte[] hash = sha256.digest(password);
            for (int i = 1; i < ITERATIONS; i++) {
                hash = sha256.digest(hash);
            }
            return hash;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Made from the password itself, so that the same question gets the same file. A salt keeps equal passwords of many
     * people apart; first passwords are generated and never equal.
     */
    private static byte[] salt(Credentials first) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(first.password().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(("salt of auth.ini for " + first.username()).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HmacSHA256, and a password is not empty", e);
        }
    }
}
