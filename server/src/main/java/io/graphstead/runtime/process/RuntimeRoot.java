package io.graphstead.runtime.process;

import java.nio.file.Path;

/**
 * The folder that the process runtime keeps everything in: deployments, engines, the host's id. Apart from the server's own
 * data folder, since several servers of one host share it.
 *
 * @param path absolute
 */
public record RuntimeRoot(Path path) {
    public RuntimeRoot {
        path = path.toAbsolutePath().normalize();
    }
}
