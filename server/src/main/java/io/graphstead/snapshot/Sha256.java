package io.graphstead.snapshot;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one checksum that archives have. */
final class Sha256 {
    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
