package io.graphstead.runtime.process;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The folder of one deployment. It and all in it belong to the server, readable by the group that is the deployment's
 * alone, but for {@code data} and {@code logs}, which are the deployment's own. Nothing that the server trusts, follows
 * or cuts lies where the engine could put something else.
 */
record DeploymentFolder(Path path) {
    /** Held by the engine's process as long as it lives. */
    Path lock() {
        return path.resolve("lock");
    }

    /** See {@link Launched}. */
    Path record() {
        return path.resolve("start.json");
    }

    /** The volume. */
    Path data() {
        return path.resolve("data");
    }

    Path config() {
        return path.resolve("config");
    }

    /** See {@link Copies}. */
    Path copies() {
        return path.resolve("copies");
    }

    /** See {@link io.graphstead.runtime.Attachment}. */
    Path attachments() {
        return path.resolve("attachments");
    }

    /** Logs that the engine writes itself. */
    Path logs() {
        return path.resolve("logs");
    }

    /** What the engine writes to its standard output and error. */
    Path output() {
        return path.resolve("output");
    }

    boolean exists() {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }
}
