package io.graphstead.runtime.process.distribution;

import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RuntimeFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Unpacks a zip, a tar or a gzipped tar of unknown origin. Only plain files and folders that stay inside the target are
 * written, and links are noted; an archive with anything else in it is refused as a whole.
 */
final class ArchiveUnpacker {
    /** Entries of a tar that are plain files. Its isFile() is true of devices, too. */
    private static final Set<Byte> PLAIN_IN_TAR =
            Set.of(TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG);

    private static final int TYPE_IN_ZIP = 0170000;
    private static final int LINK_IN_ZIP = 0120000;
    private static final Set<Integer> PLAIN_IN_ZIP = Set.of(0, 0100000, 0040000);
    private static final int LONGEST_LINK = 4096;

    private final Path archive;
    private final UnpackedFolder unpacked;

    private ArchiveUnpacker(Path archive, UnpackedFolder unpacked) {
        this.archive = archive;
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
        ArchiveUnpacker unpacker = new ArchiveUnpacker(archive, unpacked);
        try {
            byte[] head = head(archive);
            if (startsWith(head, 'P', 'K')) {
                unpacker.unzip();
            } else if (startsWith(head, 0x1f, 0x8b)) {
                try (InputStream in = new GZIPInputStream(open(archive), 1 << 16)) {
                    unpacker.untar(in);
                    unpacked.skipRest(in); // so that the checksum at its end is looked at
                }
            } else {
                try (InputStream in = open(archive)) {
                    unpacker.untar(in);
                }
            }
        } catch (IOException e) {
            if (UnpackedFolder.isNoSpace(e)) {
                throw e; // of this machine's disk, not of the archive
            }
            throw unpacked.broken(e);
        } catch (IllegalArgumentException e) {
            throw unpacked.broken(e);
        }
        return unpacked.finished();
    }

    private void unzip() throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
            while (entries.hasMoreElements()) {
                ZipArchiveEntry entry = entries.nextElement();
                int type = entry.getUnixMode() & TYPE_IN_ZIP;
                if (type == LINK_IN_ZIP) {
                    try (InputStream in = zip.getInputStream(entry)) {
                        unpacked.link(entry.getName(), new String(in.readNBytes(LONGEST_LINK), StandardCharsets.UTF_8));
                    }
                } else if (!PLAIN_IN_ZIP.contains(type)) {
                    throw unpacked.refused(entry.getName(), "is a device");
                } else if (entry.isDirectory()) {
                    unpacked.folder(entry.getName());
                } else {
                    try (InputStream in = zip.getInputStream(entry)) {
                        unpacked.file(entry.getName(), in, entry.getUnixMode());
                    }
                }
            }
        }
    }

    private void untar(InputStream in) throws IOException {
        // Not closed: the stream below it is whose end is looked at.
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (entry.isSymbolicLink()) {
                unpacked.link(entry.getName(), entry.getLinkName());
            } else if (entry.isDirectory()) {
                unpacked.folder(entry.getName());
            } else if (PLAIN_IN_TAR.contains(entry.getLinkFlag())) {
                unpacked.file(entry.getName(), tar, entry.getMode());
            } else {
                throw unpacked.refused(entry.getName(), "is a hard link or a device");
            }
        }
    }

    private static InputStream open(Path archive) throws IOException {
        return new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
    }

    private static byte[] head(Path archive) throws IOException {
        try (InputStream in = Files.newInputStream(archive)) {
            return in.readNBytes(2);
        }
    }

    private static boolean startsWith(byte[] head, int first, int second) {
        return head.length >= 2 && (head[0] & 0xff) == first && (head[1] & 0xff) == second;
    }
}
