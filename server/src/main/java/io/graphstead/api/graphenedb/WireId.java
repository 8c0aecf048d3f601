package io.graphstead.api.graphenedb;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids as this dialect writes them: 32 lower-case hex digits; dashes are understood on input. Contract §1. */
public final class WireId {
    private static final Pattern PLAIN = Pattern.compile("[0-9a-fA-F]{32}");
    private static final Pattern DASHED = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private WireId() {}

    public static String of(UUID id) {
        return id.toString().replace("-", "");
    }

    /** The id that the text is, with or without dashes; empty when it is none. */
    public static Optional<UUID> parse(String text) {
        if (DASHED.matcher(text).matches()) {
            return Optional.of(UUID.fromString(text));
        }
        if (PLAIN.matcher(text).matches()) {
            return Optional.of(
                    new UUID(Long.parseUnsignedLong(text, 0, 16, 16), Long.parseUnsignedLong(text, 16, 32, 16)));
        }
        return Optional.empty();
    }
}
