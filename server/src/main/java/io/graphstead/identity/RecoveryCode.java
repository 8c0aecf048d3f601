package io.graphstead.identity;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.binary.Base32;

/** Stands for a code of the moment once, when the phone that makes those is gone: 80 random bits in four groups of letters. */
final class RecoveryCode {
    private static final int OF_ONE_PERSON = 10;
    private static final int BYTES = 10;
    private static final Pattern FORM = Pattern.compile("[a-z2-7]{16}");

    private RecoveryCode() {}

    static List<String> fresh() {
        return Stream.generate(() -> Base32.builder().get().encodeToString(RandomBytes.of(BYTES)))
                .map(letters -> letters.toLowerCase(Locale.ROOT).replaceAll("(.{4})(?!$)", "$1-"))
                .limit(OF_ONE_PERSON)
                .toList();
    }

    /** What is hashed: the letters alone, however they were typed; empty when it cannot be one. */
    static Optional<String> letters(String typed) {
        return Optional.of(typed.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT))
                .filter(letters -> FORM.matcher(letters).matches());
    }
}
