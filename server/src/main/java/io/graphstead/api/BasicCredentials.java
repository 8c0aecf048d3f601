package io.graphstead.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** An id and a secret from an {@code Authorization: Basic} header. */
public record BasicCredentials(String id, String secret) {
    private static final String SCHEME = "basic";

    /** Whether the header's scheme is Basic, well-formed or not. */
    public static boolean isBasic(String header) {
        return scheme(header.strip()).equals(SCHEME);
    }

    /**
     * Of the standard form, {@code Basic base64(id:secret)}.
     *
     * @return empty when it is malformed
     */
    public static Optional<BasicCredentials> encoded(String header) {
        return credentials(header).flatMap(BasicCredentials::decoded).flatMap(BasicCredentials::split);
    }

    /**
     * Of the form {@code Basic id:secret}, which a TypeDB client sends, or of the standard one: base64 has no colon.
     *
     * @return empty when it is malformed
     */
    public static Optional<BasicCredentials> rawOrEncoded(String header) {
        return credentials(header)
                .flatMap(text -> text.indexOf(':') >= 0 ? Optional.of(text) : decoded(text))
                .flatMap(BasicCredentials::split);
    }

    private static String scheme(String header) {
        int end = 0;
        while (end < header.length() && !Character.isWhitespace(header.charAt(end))) {
            end++;
        }
        return header.substring(0, end).toLowerCase(Locale.ROOT);
    }

    private static Optional<String> credentials(String header) {
        String stripped = header.strip();
        if (!scheme(stripped).equals(SCHEME)) {
            return Optional.empty();
        }
        String text = stripped.substring(SCHEME.length()).strip();
        boolean one = !text.isEmpty() && text.chars().noneMatch(Character::isWhitespace);
        return one ? Optional.of(text) : Optional.empty();
    }

    private static Optional<String> decoded(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static Optional<BasicCredentials> split(String text) {
        int colon = text.indexOf(':');
        return colon <= 0 || colon == text.length() - 1
                ? Optional.empty()
                : Optional.of(new BasicCredentials(text.substring(0, colon), text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return "BasicCredentials[" + id + "]";
    }
}
