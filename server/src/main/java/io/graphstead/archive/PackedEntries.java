package io.graphstead.archive;

import java.io.IOException;
import java.io.InputStream;

/** Is told what an archive holds, one entry after the other, under the names that stand in it: nothing was checked. */
public interface PackedEntries {
    void folder(String name) throws IOException, RefusedArchive;

    /**
     * A plain file.
     *
     * @param size how long it says that it is; -1 when it does not say
     * @param content good only until this returns; not closed
     * @param mode its Unix permissions, 0 when it has none
     */
    void file(String name, long size, InputStream content, int mode) throws IOException, RefusedArchive;

    /** A symbolic link. */
    void link(String name, String target) throws IOException, RefusedArchive;

    /**
     * What is none of these.
     *
     * @param what it is, in words: {@code a device}
     */
    void other(String name, String what) throws IOException, RefusedArchive;
}
