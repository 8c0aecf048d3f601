package io.graphstead.runtime;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file of any content that stands beside a workload's configuration while it runs, such as a plugin.
 *
 * @param fileName its name, without folders
 * @param bytes its length
 * @param sha256 of its content, in lower-case hexadecimal digits: what is there already is not brought again
 */
public record Attachment(String fileName, long bytes, String sha256, Source source) {
    /** Where the content comes from; opened only when it is needed. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    public Attachment {
        if (!fileName.matches("[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}")) {
            throw new IllegalArgumentException("not a file name: " + fileName);
        }
    }
}
