package io.graphstead.runtime.process.distribution;

import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RuntimeFailure;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
 * written; an archive with anything else in it is refused as a whole.
 */
final class ArchiveUnpacker {
    /**
     * @param maxFiles how many files at most
     * @param maxBytes how many bytes at most, once unpacked
     */
    record Limits(int maxFiles, long maxBytes) {
        static final Limits DISTRIBUTION = new Limits(20_000, 4L << 30);
    }

    /** Entries of a tar that are plain files. Its isFile() is true of devices, too. */
    private static final Set<Byte> PLAIN_IN_TAR =
            Set.of(TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG);

    private final Path archive;
    private final Path target;
    private final Limits limits;
    private final InstallProgress progress;
    private int files;
    private long bytes;

    private ArchiveUnpacker(Path archive, Path target, Limits limits, InstallProgress progress) {
        this.archive = archive;
        this.target = target;
        this.limits = limits;
        this.progress = progress;
    }

    /**
     * @param target an empty folder
     * @throws RuntimeFailure.Lasting when the archive is no archive, damaged, or holds what it may not
     */
    static void unpack(Path archive, Path target, Limits limits, InstallProgress progress) {
        var unpacker = new ArchiveUnpacker(archive, target, limits, progress);
        try {
            byte[] head = head(archive);
            if (startsWith(head, 'P', 'K')) {
                unpacker.unzip();
            } else if (startsWith(head, 0x1f, 0x8b)) {
                try (InputStream in = new GZIPInputStream(open(archive), 1 << 16)) {
                    unpacker.untar(in);
                }
            } else {
                try (InputStream in = open(archive)) {
                    unpacker.untar(in);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new RuntimeFailure.Lasting(
                    archive + " cannot be unpacked: " + e.getMessage()
                            + "; it must be a zip, tar or tar.gz file, whole and undamaged",
                    e);
        }
        if (unpacker.files == 0) {
            throw new RuntimeFailure.Lasting(
                    archive + " holds no files; it must be a zip, tar or tar.gz file of the release");
        }
    }

    private void unzip() throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
            while (entries.hasMoreElements()) {
                ZipArchiveEntry entry = entries.nextElement();
                int fileType = entry.getUnixMode() & 0170000;
                boolean plain = fileType == 0 || fileType == 0100000 || fileType == 0040000;
                if (!plain) {
                    throw refused(entry.getName(), "is a link or a device");
                }
                Path path = inside(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    try (InputStream in = zip.getInputStream(entry)) {
                        write(entry.getName(), path, in, entry.getUnixMode());
                    }
                }
            }
        }
    }

    private void untar(InputStream in) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (entry.isDirectory()) {
                    Files.createDirectories(inside(entry.getName()));
                } else if (PLAIN_IN_TAR.contains(entry.getLinkFlag())) {
                    write(entry.getName(), inside(entry.getName()), tar, entry.getMode());
                } else {
                    throw refused(entry.getName(), "is a link or a device");
                }
            }
        }
    }

    private void write(String name, Path path, InputStream in, int mode) throws IOException {
        if (++files > limits.maxFiles()) {
            throw new RuntimeFailure.Lasting(
                    archive + " holds more than " + limits.maxFiles() + " files; it is refused");
        }
        Files.createDirectories(path.getParent());
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                if (bytes > limits.maxBytes()) {
                    throw new RuntimeFailure.Lasting(
                            archive + " unpacks to more than " + (limits.maxBytes() >> 20) + " MB; it is refused");
                }
                out.write(buffer, 0, read);
            }
        } catch (FileAlreadyExistsException e) {
            throw refused(name, "is there twice");
        }
        if ((mode & 0100) != 0 && !path.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + path + " executable");
        }
        progress.at(bytes, 0, "unpacking " + archive.getFileName());
    }

    private Path inside(String name) {
        boolean climbs = false;
        for (String part : name.split("/", -1)) {
            climbs |= part.equals("..");
        }
        if (climbs || name.startsWith("/") || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0) {
            throw refused(name, "leads out of the folder that it is unpacked into");
        }
        try {
            Path path = target.resolve(name).normalize();
            if (!path.startsWith(target)) {
                throw refused(name, "leads out of the folder that it is unpacked into");
            }
            return path;
        } catch (InvalidPathException e) {
            throw refused(name, "is no file name");
        }
    }

    private RuntimeFailure.Lasting refused(String entry, String why) {
        String shown = entry.replaceAll("\\p{Cntrl}", "?");
        return new RuntimeFailure.Lasting(archive + " is refused: its entry \"" + shown + "\" " + why
                + "; use the vendor's archive as it was downloaded");
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
