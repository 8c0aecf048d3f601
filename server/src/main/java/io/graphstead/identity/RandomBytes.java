package io.graphstead.identity;

import java.security.SecureRandom;
import java.util.function.Supplier;

/** Bits that nobody can guess. */
final class RandomBytes {
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomBytes() {}

    static byte[] of(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    static Supplier<byte[]> supplier(int length) {
        return () -> of(length);
    }
}
