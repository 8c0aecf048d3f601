package io.graphstead.runtime.process;

import io.graphstead.runtime.Runtime;
import io.graphstead.runtime.RuntimeKit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class ProcessRuntimeTest extends RuntimeKit {
    @TempDir
    Path folder;

    @Override
    protected Runtime newRuntime() {
        try {
            return Place.in(folder).open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
