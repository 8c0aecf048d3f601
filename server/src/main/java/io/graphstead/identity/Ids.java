package io.graphstead.identity;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids as both contracts write them: a UUID as 32 hexadecimal digits in lower case; dashes are accepted. */
public final class Ids {
    private static final Pattern PLAIN = Pattern.compile("[0-9a-fA-F]{32}");
    private static final Pattern WITH_DASHES = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Ids() {}

    /** The id as it is shown. */
    public static String text(UUID id) {
        return id.toString().replace("-", "");
    }

    /** @return empty when the text has not the form of an id */
    public static Optional<UUID> parse(String text) {
        if (WITH_DASHES.matcher(text).matches()) {
            return Optional.of(UUID.fromString(text));
        }
        if (!PLAIN.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(new UUID(Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16)));
    }
}
