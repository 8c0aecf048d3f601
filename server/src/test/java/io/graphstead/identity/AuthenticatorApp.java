package io.graphstead.identity;

import java.time.Instant;
import org.apache.commons.codec.binary.Base32;

/** Somebody's phone: it was told a key and shows a code. */
public record AuthenticatorApp(String key) {
    public String code(Instant at) {
        return Totp.code(Base32.builder().get().decode(key.replace(" ", "")), at);
    }
}
