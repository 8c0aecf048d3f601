package io.graphstead.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The installation's own token, from {@code admin.token} in the data folder. */
public final class AdminToken {
    private final byte[] token;

    public AdminToken(String token) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
    }

    /** Compares in constant time. */
    boolean is(String bearer) {
        return MessageDigest.isEqual(token, bearer.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "AdminToken[hidden]";
    }
}
