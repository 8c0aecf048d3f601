package io.graphstead.runtime.process;

import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.VolumeContent;
import io.graphstead.runtime.VolumeEntries;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes content from elsewhere into a folder that only the server can write to. No path leads out of it: its parts are
 * checked, only folders and plain files are made, each once, and none is opened through a link.
 */
final class CopyWriting implements VolumeEntries, AutoCloseable {
    private static final int BUFFER = 256 * 1024;
    private static final int BLOCK = 4096;
    private static final int LONGEST_PATH = 1024;
    private static final int LONGEST_NAME = 255;
    private static final int O_EXCL = 0200;

    /** How much is written before the disk is looked at again. */
    private static final long DISK_CHECK_BYTES = 64L * 1024 * 1024;

    private final Descriptor root;
    private final int uid;
    private final VolumeContent.Most most;
    private final Runnable checkDisk;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment buffer = arena.allocate(BUFFER);
    private final MemorySegment zeros = arena.allocate(BUFFER);
    private final Set<String> folders = new HashSet<>();
    private final List<String> files = new ArrayList<>();
    private long written;
    private long nextCheck = DISK_CHECK_BYTES;

    /** @param uid whom it is going to belong to; -1: the server */
    CopyWriting(Path folder, int uid, VolumeContent.Most most, Runnable checkDisk) throws IOException {
        this.root = Descriptor.ofFolder(folder);
        this.uid = uid;
        this.most = most;
        this.checkDisk = checkDisk;
    }

    @Override
    public void folder(String path) throws IOException {
        makeFolders(checked(path));
    }

    @Override
    public void file(String path, long size, InputStream content) throws IOException {
        String name = checked(path);
        int slash = name.lastIndexOf('/');
        if (slash > 0) {
            makeFolders(name.substring(0, slash));
        }
        if (folders.contains(name)) {
            throw refused(path, "is there already");
        }
        count(files.size() + folders.size() + 1L);
        if (size < 0 || size > most.bytes() - written) {
            throw new RuntimeFailure.Lasting("it holds more than the " + most.bytes() + " bytes that are allowed here");
        }
        files.add(name);
        try (Descriptor file = create(name, path)) {
            write(file, path, size, content);
        }
    }

    private Descriptor create(String name, String path) throws IOException {
        int slash = name.lastIndexOf('/');
        try {
            if (slash < 0) {
                return LinuxFolders.open(root, name, Linux.O_RDWR | Linux.O_CREAT | O_EXCL);
            }
            try (Descriptor folder = LinuxFolders.openBelow(root, name.substring(0, slash), LinuxFolders.O_DIRECTORY)) {
                return LinuxFolders.open(folder, name.substring(slash + 1), Linux.O_RDWR | Linux.O_CREAT | O_EXCL);
            }
        } catch (FileAlreadyExistsException e) {
            throw refused(path, "is there twice");
        }
    }

    private void write(Descriptor file, String path, long size, InputStream content) throws IOException {
        byte[] some = new byte[BUFFER];
        long at = 0;
        while (at < size) {
            int got = content.readNBytes(some, 0, (int) Math.min(some.length, size - at));
            if (got == 0) {
                throw new EOFException("\"" + path + "\" ends after " + at + " of " + size + " bytes");
            }
            MemorySegment.copy(some, 0, buffer, ValueLayout.JAVA_BYTE, 0, got);
            writeData(file, got, at);
            at += got;
            written += got;
            if (written >= nextCheck) {
                nextCheck = written + DISK_CHECK_BYTES;
                checkDisk.run();
            }
        }
        LinuxFiles.cut(file, size); // what ends in zeros has its length too
    }

    /** Leaves out blocks of zeros: a new file reads as zeros where nothing was written, and takes no room there. */
    private void writeData(Descriptor file, int length, long at) throws IOException {
        int from = 0;
        while (from < length) {
            int until = Math.min(from + BLOCK, length);
            boolean empty = LinuxFiles.equal(buffer, zeros, from, until);
            while (until < length && LinuxFiles.equal(buffer, zeros, until, Math.min(until + BLOCK, length)) == empty) {
                until = Math.min(until + BLOCK, length);
            }
            if (!empty) {
                LinuxFiles.write(file, buffer.asSlice(from, until - from), at + from);
            }
            from = until;
        }
    }

    private void makeFolders(String path) throws IOException {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            makeFolder(path.substring(0, slash));
        }
        makeFolder(path);
    }

    private void makeFolder(String path) throws IOException {
        if (!folders.contains(path)) {
            count(files.size() + folders.size() + 1L);
            try {
                LinuxFolders.makeFolder(root, path);
            } catch (FileAlreadyExistsException e) {
                throw refused(path, "is a file and a folder");
            }
            folders.add(path);
        }
    }

    private void count(long entries) {
        if (entries > most.entries()) {
            throw new RuntimeFailure.Lasting(
                    "it holds more than the " + most.entries() + " files and folders that are allowed here");
        }
    }

    /** As the kernel takes it: bytes, one per character. */
    private static String checked(String path) {
        String bytes = new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        if (bytes.isEmpty() || bytes.length() > LONGEST_PATH || bytes.indexOf(0) >= 0) {
            throw refused(path, "is no name for a file");
        }
        for (String part : bytes.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || part.length() > LONGEST_NAME) {
                throw refused(path, "is no path below the data");
            }
        }
        return bytes;
    }

    private static RuntimeFailure refused(String path, String why) {
        String shown = path.length() > 100 ? path.substring(0, 100) + "…" : path;
        return new RuntimeFailure.Lasting("\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\" " + why);
    }

    /** Gives everything to whom it is for; a folder after what is in it. */
    void finish() throws IOException {
        for (String file : files) {
            give(file, 0600);
        }
        for (String folder : folders.stream().sorted((a, b) -> b.compareTo(a)).toList()) {
            give(folder, 0700);
        }
    }

    private void give(String path, int permissions) throws IOException {
        LinuxFolders.permit(root, path, permissions);
        if (uid >= 0) {
            LinuxFolders.give(root, path, uid);
        }
    }

    @Override
    public void close() {
        arena.close();
        root.close();
    }
}
