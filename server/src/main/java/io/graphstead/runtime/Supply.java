package io.graphstead.runtime;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a release is to be had this time.
 *
 * @param archive what an operator brought: an archive, or a folder that was unpacked from one; empty to have it fetched
 * @param sha256 what the archive's checksum must be, in hexadecimal digits; empty where the operator pinned none here
 */
public record Supply(Optional<Path> archive, Optional<String> sha256) {
    /** From where the release comes by itself. */
    public static final Supply FETCHED = new Supply(Optional.empty(), Optional.empty());

    public static Supply of(Path archive) {
        return new Supply(Optional.of(archive), Optional.empty());
    }
}
