package io.graphstead.archive;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Reads zip files and tar files, plain and compressed. What is wrong with their form ends in an {@link IOException}. */
public final class PackedFile {
    /** Of packed files. What one is, its first bytes say and not its name. */
    public enum Format {
        ZIP,
        TAR,
        TAR_GZIP,
        TAR_ZSTD
    }

    /** How a stream is compressed. */
    public enum Compression {
        NONE,
        GZIP,
        ZSTD;

        public InputStream unpacked(InputStream in) throws IOException {
            return switch (this) {
                case NONE -> in;
                case GZIP -> new GZIPInputStream(in, BUFFER);
                case ZSTD -> new ZstdInputStream(in).setLongMax(LARGEST_WINDOW);
            };
        }
    }

    /** Entries of a tar that are plain files. Its isFile() is true of devices, too. */
    private static final Set<Byte> PLAIN_IN_TAR = Set.of(
            TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG, TarConstants.LF_GNUTYPE_SPARSE);

    private static final int TYPE_IN_ZIP = 0170000;
    private static final int LINK_IN_ZIP = 0120000;
    private static final Set<Integer> PLAIN_IN_ZIP = Set.of(0, 0100000, 0040000);
    private static final long LONGEST_ZIP_DIRECTORY = 64L << 20;
    private static final int LONGEST_LINK = 4096;
    private static final int BLOCK = 512;
    private static final int BUFFER = 1 << 16;

    /** As a power of two, of what a decompressor keeps in memory; more than the vendors' tools ask for. */
    private static final int LARGEST_WINDOW = 27;

    private PackedFile() {}

    /** Empty when it is none of them. */
    public static Optional<Format> format(Path file) throws IOException {
        byte[] head = head(file, BLOCK);
        if (begins(head, 'P', 'K', 3, 4) || begins(head, 'P', 'K', 5, 6)) {
            return Optional.of(Format.ZIP);
        } else if (begins(head, 0x1f, 0x8b)) {
            return Optional.of(Format.TAR_GZIP);
        } else if (begins(head, 0x28, 0xb5, 0x2f, 0xfd)) {
            return Optional.of(Format.TAR_ZSTD);
        }
        return isTar(head) ? Optional.of(Format.TAR) : Optional.empty();
    }

    private static boolean isTar(byte[] head) {
        try {
            return head.length == BLOCK && head[0] != 0 && TarUtils.verifyCheckSum(head);
        } catch (IllegalArgumentException e) {
            return false; // no number where a tar has one
        }
    }

    /** The first bytes of a file; fewer when it has no more. */
    public static byte[] head(Path file, int length) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(length);
        }
    }

    /** Whether it begins with these bytes. */
    public static boolean begins(byte[] head, int... with) {
        boolean begins = head.length >= with.length;
        for (int i = 0; begins && i < with.length; i++) {
            begins = (head[i] & 0xff) == with[i];
        }
        return begins;
    }

    /** Tells of every entry. Every byte of the file is looked at, so that what is damaged is found. */
    public static void read(Path file, Format format, PackedEntries to) throws IOException, RefusedArchive {
        switch (format) {
            case ZIP -> unzip(file, to);
            case TAR -> untar(file, Compression.NONE, to);
            case TAR_GZIP -> untar(file, Compression.GZIP, to);
            case TAR_ZSTD -> untar(file, Compression.ZSTD, to);
        }
    }

    private static void untar(Path file, Compression compression, PackedEntries to) throws IOException, RefusedArchive {
        try (InputStream in = compression.unpacked(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            untar(in, to);
        }
    }

    /**
     * Reads a tar to the stream's end, whatever comes behind it.
     *
     * @param in not closed
     */
    public static void untar(InputStream in, PackedEntries to) throws IOException, RefusedArchive {
        HeaderGuard guard = new HeaderGuard(in);
        guard.headers();
        // Not closed: that would close the stream below it.
        TarArchiveInputStream tar = new TarArchiveInputStream(guard);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            tell(entry, tar, guard, to);
            skipRest(tar);
        }
        skipRest(guard);
    }

    private static void tell(TarArchiveEntry entry, TarArchiveInputStream tar, HeaderGuard guard, PackedEntries to)
            throws IOException, RefusedArchive {
        if (entry.isSymbolicLink()) {
            to.link(entry.getName(), entry.getLinkName());
        } else if (entry.isDirectory()) {
            to.folder(entry.getName());
        } else if (PLAIN_IN_TAR.contains(entry.getLinkFlag())) {
            long size = entry.isSparse() ? entry.getRealSize() : entry.getSize();
            guard.content();
            to.file(entry.getName(), size, tar, entry.getMode());
            guard.headers();
        } else {
            to.other(entry.getName(), "a hard link or a device");
        }
    }

    private static void skipRest(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        while (in.read(buffer) >= 0) {
            // so that the checksum at its end is looked at
        }
    }

    private static void unzip(Path file, PackedEntries to) throws IOException, RefusedArchive {
        if (ZipDirectory.bytes(file) > LONGEST_ZIP_DIRECTORY) {
            throw new IOException("its directory is longer than any database needs");
        }
        try (ZipFile zip = ZipFile.builder().setPath(file).get()) {
            Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
            while (entries.hasMoreElements()) {
                tell(entries.nextElement(), zip, to);
            }
        }
    }

    private static void tell(ZipArchiveEntry entry, ZipFile zip, PackedEntries to) throws IOException, RefusedArchive {
        int type = entry.getUnixMode() & TYPE_IN_ZIP;
        if (!zip.canReadEntryData(entry)) {
            to.other(entry.getName(), "encrypted, or packed in a way that is not read here");
        } else if (type == LINK_IN_ZIP) {
            try (InputStream in = zip.getInputStream(entry)) {
                to.link(entry.getName(), new String(in.readNBytes(LONGEST_LINK), StandardCharsets.UTF_8));
            }
        } else if (!PLAIN_IN_ZIP.contains(type)) {
            to.other(entry.getName(), "a device");
        } else if (entry.isDirectory()) {
            to.folder(entry.getName());
        } else {
            try (InputStream in = zip.getInputStream(entry)) {
                to.file(entry.getName(), entry.getSize(), in, entry.getUnixMode());
            }
        }
    }
}
