package io.graphstead.gateway;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What the first bytes of a connection say that it speaks. Pure, and reads no byte twice. */
enum FirstBytes {
    /** A TLS record with a handshake: RFC 8446, section 5.1. */
    TLS,
    /** Bolt, from its first four bytes. */
    BOLT,
    /** A request of HTTP/1. */
    HTTP,
    /** A header of the PROXY protocol, version 2. */
    PROXY,
    /** Any of these, or nothing: the next byte will tell. */
    UNDECIDED,
    /** None of these. */
    GARBAGE;

    /** The longest beginning that has to be seen. */
    static final int MOST = 12;

    private static final int TLS_HANDSHAKE = 0x16;
    private static final int TLS_MAJOR = 3;
    private static final int TLS_HIGHEST_MINOR = 4;
    private static final byte[] BOLT_MAGIC = {0x60, 0x60, (byte) 0xb0, 0x17};
    private static final byte[] PROXY_SIGNATURE = {
        0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a
    };
    private static final List<byte[]> METHODS =
            List.of("GET ", "HEAD ", "POST ", "PUT ", "PATCH ", "DELETE ", "OPTIONS ").stream()
                    .map(method -> method.getBytes(StandardCharsets.US_ASCII))
                    .toList();
    private static final Map<FirstBytes, List<byte[]>> BEGINNINGS =
            Map.of(BOLT, List.of(BOLT_MAGIC), PROXY, List.of(PROXY_SIGNATURE), HTTP, METHODS);

    /** Looks at what can be read and leaves it there. */
    static FirstBytes of(ByteBuf bytes) {
        if (!bytes.isReadable()) {
            return UNDECIDED;
        }
        if (bytes.getUnsignedByte(bytes.readerIndex()) == TLS_HANDSHAKE) {
            return tls(bytes);
        }
        boolean maybe = false;
        for (Map.Entry<FirstBytes, List<byte[]>> kind : BEGINNINGS.entrySet()) {
            for (byte[] beginning : kind.getValue()) {
                if (agree(bytes, beginning)) {
                    if (bytes.readableBytes() >= beginning.length) {
                        return kind.getKey();
                    }
                    maybe = true;
                }
            }
        }
        return maybe ? UNDECIDED : GARBAGE;
    }

    private static FirstBytes tls(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int there = bytes.readableBytes();
        if (there > 1 && bytes.getUnsignedByte(at + 1) != TLS_MAJOR
                || there > 2 && bytes.getUnsignedByte(at + 2) > TLS_HIGHEST_MINOR) {
            return GARBAGE;
        }
        return there > 2 ? TLS : UNDECIDED;
    }

    private static boolean agree(ByteBuf bytes, byte[] beginning) {
        int both = Math.min(bytes.readableBytes(), beginning.length);
        for (int i = 0; i < both; i++) {
            if (bytes.getByte(bytes.readerIndex() + i) != beginning[i]) {
                return false;
            }
        }
        return true;
    }
}
