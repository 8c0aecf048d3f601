package io.graphstead.identity;

import java.util.HexFormat;

/**
 * The secret of an API client: 256 random bits as 64 hexadecimal digits, so that neither a form, nor a URL, nor a shell
 * needs to encode it. Never stored and never printed as it is.
 */
public final class ClientSecret {
    private static final int BYTES = 32;

    private final String text;

    private ClientSecret(String text) {
        this.text = text;
    }

    static ClientSecret random() {
        return new ClientSecret(HexFormat.of().formatHex(RandomBytes.of(BYTES)));
    }

    /** The secret itself, for the one answer that shows it. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "ClientSecret[hidden]";
    }
}
