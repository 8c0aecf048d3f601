package io.graphstead.cli.quickstart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What quickstart wrote for a shell, for tests of other packages. */
public final class QuickstartFile {
    private QuickstartFile() {}

    public static Map<String, String> read(Path data) throws IOException {
        return new QuickstartEnv(data).read();
    }
}
