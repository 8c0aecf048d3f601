package io.graphstead.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An archive of an engine that somebody uploaded. Whoever is given one deletes it.
 *
 * @param name what the sender calls it
 */
public record UploadedArchive(Path path, String name) {
    private static final Logger LOG = LoggerFactory.getLogger(UploadedArchive.class);

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("The upload {} cannot be deleted; it goes when the server starts again", path, e);
        }
    }
}
