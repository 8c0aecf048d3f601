package io.graphstead.snapshot;

import java.io.IOException;

/** An archive is not what was written: cut off, changed, or sealed with another key. It will not get better. */
public final class BrokenArchive extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenArchive(String words) {
        super(words);
    }

    BrokenArchive(String words, Throwable cause) {
        super(words, cause);
    }
}
