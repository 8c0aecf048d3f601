package io.graphstead.cli;

import io.graphstead.cli.terminal.Misused;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checksums as they are typed. */
final class Checksums {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private Checksums() {}

    /** @throws Misused when it is none, so that no download is made for a slip of the finger */
    static void check(Optional<String> sha256) {
        if (sha256.filter(text -> !SHA256.matcher(text).matches()).isPresent()) {
            throw new Misused("--sha256 takes the archive's SHA-256 in 64 hexadecimal digits, as sha256sum prints it");
        }
    }
}
