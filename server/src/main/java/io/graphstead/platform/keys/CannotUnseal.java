package io.graphstead.platform.keys;

import java.nio.file.Path;

/** Something was sealed with another key, for another purpose, or was changed since. */
public final class CannotUnseal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotUnseal(String purpose, Path keyFile, Throwable cause) {
        super(
                "the " + purpose + " cannot be unsealed with the key in " + keyFile
                        + ", which is not the one that it was sealed with; put back the key file that belongs to this database"
                        + " (keys.seal-key-file)",
                cause);
    }
}
