package io.graphstead.runtime.process.distribution;

import io.graphstead.archive.Names;
import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where what strangers packed is written to: nothing outside, nothing twice, nothing through a link, and not too much. */
final class UnpackedFolder {
    private static final int OWNER_MAY_RUN = 0100;

    private final String name;
    private final Path target;
    private final UnpackLimits limits;
    private final long packedBytes;
    private final InstallProgress progress;
    private final Links links = new Links();
    private int entries;
    private int files;
    private long bytes;

    /**
     * @param name what is unpacked, for messages
     * @param packedBytes the archive's own size
     */
    UnpackedFolder(String name, Path target, UnpackLimits limits, long packedBytes, InstallProgress progress) {
        this.name = name;
        this.target = target;
        this.limits = limits;
        this.packedBytes = packedBytes;
        this.progress = progress;
    }

    void folder(String entry) throws IOException {
        count();
        Files.createDirectories(inside(entry));
    }

    void link(String entry, String text) {
        count();
        Path path = inside(entry);
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) || !links.add(path, text)) {
            throw refused(entry, "is there twice");
        }
    }

    void file(String entry, InputStream in, int mode) throws IOException {
        count();
        files++;
        Path path = inside(entry);
        Files.createDirectories(path.getParent());
        byte[] buffer = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                add(read);
                out.write(buffer, 0, read);
            }
        } catch (FileAlreadyExistsException e) {
            throw refused(entry, "is there twice");
        }
        if ((mode & OWNER_MAY_RUN) != 0 && !path.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + path + " executable");
        }
        progress.at(bytes, 0, "unpacking " + name);
    }

    /** The links, which are still to be made. */
    Links finished() {
        if (files == 0) {
            throw new RuntimeFailure.Lasting(
                    name + " holds no files; it must be a zip, tar or tar.gz file of the release, or its folder");
        }
        return links;
    }

    RuntimeFailure.Lasting broken(Exception e) {
        return new RuntimeFailure.Lasting(
                name + " cannot be unpacked: " + Names.shown(String.valueOf(e.getMessage()))
                        + "; it must be a zip, tar or tar.gz file, whole and undamaged",
                e);
    }

    RuntimeFailure.Lasting refused(String entry, String why) {
        return new RuntimeFailure.Lasting(name + " is refused: its entry \"" + Names.shown(entry) + "\" " + why
                + "; use the vendor's archive as it was downloaded");
    }

    static boolean isNoSpace(IOException e) {
        return String.valueOf(e.getMessage()).contains("No space left");
    }

    private void count() {
        if (++entries > limits.maxEntries()) {
            throw new RuntimeFailure.Lasting(
                    name + " holds more than " + limits.maxEntries() + " files; it is refused");
        }
    }

    private void add(int read) {
        bytes += read;
        if (bytes > limits.maxBytes()) {
            throw new RuntimeFailure.Lasting(
                    name + " unpacks to more than " + (limits.maxBytes() >> 20) + " MB; it is refused");
        }
        if (bytes > limits.ratioFrom() && bytes > packedBytes * limits.maxRatio()) {
            throw new RuntimeFailure.Lasting(
                    name + " unpacks to more than " + limits.maxRatio() + " times its own size; it is refused");
        }
    }

    private Path inside(String entry) {
        boolean climbs = false;
        for (String part : entry.split("/", -1)) {
            climbs |= part.equals("..");
        }
        if (climbs || entry.startsWith("/") || entry.indexOf('\\') >= 0) {
            throw refused(entry, "leads out of the folder that it is unpacked into");
        }
        if (!Names.isPlain(entry)) {
            throw refused(entry, "has characters in its name that no file name needs");
        }
        Path path;
        try {
            path = target.resolve(entry).normalize();
        } catch (InvalidPathException e) {
            throw refused(entry, "is no file name here");
        }
        if (!path.startsWith(target)) {
            throw refused(entry, "leads out of the folder that it is unpacked into");
        }
        if (links.isOnTheWayTo(path)) {
            throw refused(entry, "would be written through a link");
        }
        return path;
    }
}
