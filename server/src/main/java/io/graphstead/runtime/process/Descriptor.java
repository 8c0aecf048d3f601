package io.graphstead.runtime.process;

import java.io.IOException;
import java.nio.file.Path;

/** An open file or folder. */
record Descriptor(int fd) implements AutoCloseable {
    /** Opens a folder by a path that only the server can change. */
    static Descriptor ofFolder(Path path) throws IOException {
        int flags = Linux.O_RDONLY | LinuxFolders.O_DIRECTORY | LinuxFolders.O_NOFOLLOW;
        return new Descriptor((int) Errors.check(path.toString(), Linux.open(path, flags)));
    }

    @Override
    public void close() {
        Linux.close(fd);
    }
}
