package io.graphstead.runtime;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a release is to be had this time.
 *
 * @param archive what an operator brought; empty to have it fetched
 * @param sha256 what the archive's checksum must be, in hexadecimal digits; empty where the operator pinned none here
 */
public record Supply(Optional<Brought> archive, Optional<String> sha256) {
    /** From where the release comes by itself. */
    public static final Supply FETCHED = new Supply(Optional.empty(), Optional.empty());

    /**
     * An archive, or a folder that was unpacked from one.
     *
     * @param name what people call it, for messages
     */
    public record Brought(Path path, String name) {
        public Brought(Path path) {
            this(path, path.toString());
        }
    }

    public static Supply of(Path archive) {
        return new Supply(Optional.of(new Brought(archive)), Optional.empty());
    }

    /** The same, and its checksum must be this one. */
    public Supply with(Optional<String> pinned) {
        return new Supply(archive, pinned);
    }
}
