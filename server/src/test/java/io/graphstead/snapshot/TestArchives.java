package io.graphstead.snapshot;

import io.graphstead.platform.keys.Sealer;
import java.nio.file.Path;
import java.util.Optional;

/** Archives for tests of what uses them. */
public final class TestArchives {
    private TestArchives() {}

    public static Archives in(Path folder, Sealer sealer) {
        return new Archives(new FolderStore(folder), new Encryption(sealer), settings(false));
    }

    static SnapshotSettings settings(boolean encrypt) {
        return new SnapshotSettings(
                Optional.empty(),
                encrypt,
                false,
                Optional.empty(),
                Optional.empty(),
                "us-east-1",
                "",
                Optional.empty());
    }
}
