package io.graphstead.api.paging;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the next page begins. It gives no rights: it only says from where on a list is shown that is fetched anew, and so
 * needs no secret. The checksum tells a token that was changed, or that belongs to another list.
 *
 * @param shown how many entries came before
 * @param last the id of the last one that was shown; empty when entries have none
 */
record PageToken(int shown, String last) {
    private static final int CHECKSUM = 9;
    private static final Pattern PLACE = Pattern.compile("([0-9]{1,9}) (.*)");

    String text(String path) {
        byte[] place = (shown + " " + last).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(checksum(path, place), CHECKSUM + place.length);
        System.arraycopy(place, 0, bytes, CHECKSUM, place.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @return empty when it was not made here for that path */
    static Optional<PageToken> parse(String path, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        if (bytes.length <= CHECKSUM) {
            return Optional.empty();
        }
        byte[] place = Arrays.copyOfRange(bytes, CHECKSUM, bytes.length);
        if (!Arrays.equals(checksum(path, place), Arrays.copyOf(bytes, CHECKSUM))) {
            return Optional.empty();
        }
        Matcher parts = PLACE.matcher(new String(place, StandardCharsets.UTF_8));
        return parts.matches()
                ? Optional.of(new PageToken(Integer.parseInt(parts.group(1)), parts.group(2)))
                : Optional.empty();
    }

    private static byte[] checksum(String path, byte[] place) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(("page of " + path + "\n").getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest.digest(place), CHECKSUM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
