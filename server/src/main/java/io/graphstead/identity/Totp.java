package io.graphstead.identity;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/** Codes of the moment as every authenticator app makes them (RFC 6238): SHA-1, six digits, another each half minute. */
final class Totp {
    private static final Duration STEP = Duration.ofSeconds(30);
    private static final int DIGITS = 6;
    /** As long as what SHA-1 makes: RFC 4226 §4. */
    private static final int KEY_BYTES = 20;

    private static final Pattern CODE = Pattern.compile("[0-9]{6}");
    private static final TimeBasedOneTimePasswordGenerator CODES = new TimeBasedOneTimePasswordGenerator(STEP, DIGITS);

    private Totp() {}

    static byte[] newKey() {
        return RandomBytes.of(KEY_BYTES);
    }

    /** In the letters that apps take when it is typed. */
    static String text(byte[] key) {
        return Base32.builder().get().encodeToString(key).replace("=", "");
    }

    /** What apps read from a QR code. */
    static String address(byte[] key, String email) {
        return "otpauth://totp/Graphstead:" + encoded(email) + "?secret=" + text(key)
                + "&issuer=Graphstead&algorithm=SHA1&digits=" + DIGITS + "&period=" + STEP.toSeconds();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Whether it can be one at all; recovery codes cannot. */
    static boolean looksLikeOne(String code) {
        return CODE.matcher(code).matches();
    }

    static String code(byte[] key, Instant at) {
        try {
            return CODES.generateOneTimePasswordString(new SecretKeySpec(key, CODES.getAlgorithm()), at);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("every key will do", e);
        }
    }

    /**
     * Which half minute the code is of: this one or, since clocks differ and people type, one beside it. All are tried
     * always, so that the time taken says nothing.
     */
    static OptionalLong step(byte[] key, String code, Instant now) {
        long current = now.getEpochSecond() / STEP.toSeconds();
        OptionalLong found = OptionalLong.empty();
        for (long step = current - 1; step <= current + 1; step++) {
            String right = code(key, Instant.ofEpochSecond(step * STEP.toSeconds()));
            if (MessageDigest.isEqual(
                    right.getBytes(StandardCharsets.US_ASCII), code.getBytes(StandardCharsets.UTF_8))) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }
}
