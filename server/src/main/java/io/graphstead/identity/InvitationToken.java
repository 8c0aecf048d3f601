package io.graphstead.identity;

import java.util.HexFormat;

/** What proves that someone was invited: 256 random bits, told once, stored as a keyed hash. */
public final class InvitationToken {
    private static final int BYTES = 32;

    private final String value;

    private InvitationToken(String value) {
        this.value = value;
    }

    static InvitationToken random() {
        return new InvitationToken(HexFormat.of().formatHex(RandomBytes.of(BYTES)));
    }

    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "InvitationToken[hidden]";
    }
}
