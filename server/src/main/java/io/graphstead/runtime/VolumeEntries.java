package io.graphstead.runtime;

import java.io.IOException;
import java.io.InputStream;

/**
 * Takes the content of a volume, one entry after the other. A path is relative to the volume, its parts separated by
 * {@code /}; it leads nowhere else. What is neither file nor folder, such as a link, a socket or a device, is no entry.
 */
public interface VolumeEntries {
    /** A folder that may be empty. One that only holds others need not be told of. */
    void folder(String path) throws IOException;

    /**
     * A file, once.
     *
     * @param size how many bytes its content has; anything else is an error
     * @param content good only until this returns; not closed
     */
    void file(String path, long size, InputStream content) throws IOException;
}
