package io.graphstead.runtime.process.distribution;

import io.graphstead.archive.PackedEntries;
import io.graphstead.archive.PackedFile;
import io.graphstead.archive.PackedFile.Format;
import io.graphstead.archive.RefusedArchive;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Unpacks a zip, a tar or a gzipped tar of unknown origin. Only plain files and folders that stay inside the target are
 * written, and links are noted; an archive with anything else in it is refused as a whole.
 */
final class ArchiveUnpacker implements PackedEntries {
    private final UnpackedFolder unpacked;

    private ArchiveUnpacker(UnpackedFolder unpacked) {
        this.unpacked = unpacked;
    }

    /**
     * @param name what the archive is called in messages
     * @param target an empty folder
     * @return the links in it, none of which is made yet
     * @throws RuntimeFailure.Lasting when the archive is no archive, damaged, or holds what it may not
     */
    static Links unpack(Path archive, String name, Path target, UnpackLimits limits, InstallProgress progress)
            throws IOException {
        UnpackedFolder unpacked = new UnpackedFolder(name, target, limits, Files.size(archive), progress);
        try {
            // What is none of them is said to be a broken tar.
            Format format = PackedFile.format(archive).orElse(Format.TAR);
            PackedFile.read(archive, format, new ArchiveUnpacker(unpacked));
        } catch (IOException e) {
            if (UnpackedFolder.isNoSpace(e)) {
                throw e; // of this machine's disk, not of the archive
            }
            throw unpacked.broken(e);
        } catch (IllegalArgumentException | RefusedArchive e) {
            throw unpacked.broken(e);
        }
        return unpacked.finished();
    }

    @Override
    public void folder(String name) throws IOException {
        unpacked.folder(name);
    }

    @Override
    public void file(String name, long size, InputStream content, int mode) throws IOException {
        unpacked.file(name, content, mode);
    }

    @Override
    public void link(String name, String target) {
        unpacked.link(name, target);
    }

    @Override
    public void other(String name, String what) {
        throw unpacked.refused(name, "is " + what);
    }
}
