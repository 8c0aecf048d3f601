package io.graphstead.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Lets through what may be in an archive of data: plain files and folders under plain names, each once, none outside, and
 * not too much. Anything else refuses the archive as a whole.
 */
public final class CheckedEntries implements PackedEntries {
    private static final int LONGEST_PATH = 1024;
    private static final int LONGEST_NAME = 255;

    private final String archive;
    private final ArchiveLimits limits;
    private final long packedBytes;
    private final Contents to;
    private final LongConsumer progress;
    private final Set<String> files = new HashSet<>();
    private final Set<String> folders = new HashSet<>();
    private long bytes;
    private Optional<IOException> takersFault = Optional.empty();

    /** Takes what was checked. Paths have no leading or doubled {@code /}, no {@code .} and no {@code ..}. */
    public interface Contents {
        void folder(String path) throws IOException, RefusedArchive;

        /** @param content ends after {@code size} bytes, unless the archive is refused there */
        void file(String path, long size, InputStream content) throws IOException, RefusedArchive;
    }

    /**
     * @param archive what it is called in messages
     * @param packedBytes how large it is
     * @param progress is told how many bytes were read, once unpacked
     */
    public CheckedEntries(String archive, ArchiveLimits limits, long packedBytes, Contents to, LongConsumer progress) {
        this.archive = archive;
        this.limits = limits;
        this.packedBytes = packedBytes;
        this.to = to;
        this.progress = progress;
    }

    /** Reads an archive into one of these. */
    @FunctionalInterface
    public interface Reading {
        void run() throws IOException, RefusedArchive;
    }

    /**
     * Reads a whole archive. Whatever goes wrong but in who takes its content is the archive's fault.
     *
     * @throws IOException what who takes the content threw
     */
    public void reading(Reading reading) throws IOException, RefusedArchive {
        try {
            reading.run();
        } catch (IOException e) {
            if (takersFault.isPresent()) {
                throw takersFault.get();
            }
            throw damaged(e);
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw damaged(e);
        }
        if (files.isEmpty()) {
            throw new RefusedArchive(
                    archive + " holds no files; send a dump, or an archive of the data folder with its files in it");
        }
    }

    private RefusedArchive damaged(Exception e) {
        return new RefusedArchive(
                archive + " is damaged or cut off: " + Names.shown(String.valueOf(e.getMessage()))
                        + "; pack it again, and compare its length with what was sent",
                e);
    }

    @Override
    public void folder(String name) throws IOException, RefusedArchive {
        String path = path(name);
        if (!path.isEmpty()) {
            makeFolder(name, path);
            to.folder(path);
        }
    }

    @Override
    public void file(String name, long size, InputStream content, int mode) throws IOException, RefusedArchive {
        String path = path(name);
        if (path.isEmpty() || name.endsWith("/")) {
            throw refused(name, "has no name");
        }
        int slash = path.lastIndexOf('/');
        if (slash > 0) {
            makeFolder(name, path.substring(0, slash));
        }
        if (folders.contains(path) || !files.add(path)) {
            throw refused(name, "is there twice");
        }
        count();
        if (size < 0) {
            throw refused(name, "does not say how long it is");
        }
        checkBytes(size);
        Counted counted = new Counted(content, size, name);
        try {
            to.file(path, size, counted);
        } catch (IOException e) {
            takersFault = counted.failed ? Optional.empty() : Optional.of(e);
            throw e;
        }
        counted.finish();
    }

    @Override
    public void link(String name, String target) throws RefusedArchive {
        throw new RefusedArchive(
                words(name, "is a link") + "; pack the files themselves (tar --dereference, zip without -y)");
    }

    @Override
    public void other(String name, String what) throws RefusedArchive {
        throw refused(name, "is " + what);
    }

    private void makeFolder(String name, String path) throws RefusedArchive {
        for (int slash = path.indexOf('/'); ; slash = path.indexOf('/', slash + 1)) {
            String folder = slash < 0 ? path : path.substring(0, slash);
            if (files.contains(folder)) {
                throw refused(name, "is below a file");
            }
            if (folders.add(folder)) {
                count();
            }
            if (slash < 0) {
                return;
            }
        }
    }

    private String path(String name) throws RefusedArchive {
        if (name.startsWith("/")) {
            throw refused(name, "has an absolute path");
        }
        if (!Names.isPlain(name) || name.indexOf('\\') >= 0) {
            throw refused(name, "has characters in its name that no database uses");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            throw refused(name, "has a longer name than " + LONGEST_PATH + " bytes");
        }
        StringBuilder path = new StringBuilder();
        int depth = 0;
        for (String part : name.split("/", -1)) {
            if (part.equals("..")) {
                throw refused(name, "leads out of the archive");
            }
            if (part.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
                throw refused(name, "has a longer name than " + LONGEST_NAME + " bytes");
            }
            if (!part.isEmpty() && !part.equals(".")) {
                depth++;
                path.append(path.isEmpty() ? "" : "/").append(part);
            }
        }
        if (depth > limits.depth()) {
            throw refused(name, "lies more than " + limits.depth() + " folders deep");
        }
        return path.toString();
    }

    private void count() throws RefusedArchive {
        if (files.size() + folders.size() > limits.entries()) {
            throw new RefusedArchive(archive + " holds more than " + limits.entries()
                    + " files and folders, which no database does; send one that was packed by the vendor's own tool");
        }
    }

    private void checkBytes(long more) throws RefusedArchive {
        if (more > limits.bytes() - bytes) {
            throw new RefusedArchive(archive + " holds more than the " + (limits.bytes() >> 20)
                    + " MiB that this database may have; choose a larger plan or machine first");
        }
        if (bytes + more > limits.ratioFrom() && (bytes + more) / limits.ratio() > packedBytes) {
            throw new RefusedArchive(archive + " becomes more than " + limits.ratio()
                    + " times as large when it is unpacked, which no data does; send it less tightly packed");
        }
    }

    private RefusedArchive refused(String name, String why) {
        return new RefusedArchive(words(name, why) + "; send an archive that was packed by the vendor's own tool, or of"
                + " the data folder alone");
    }

    private String words(String name, String why) {
        return archive + " is refused: its entry \"" + Names.shown(name) + "\" " + why;
    }

    /** Exactly as many bytes as the entry said. */
    private final class Counted extends FilterInputStream {
        private final long size;
        private final String name;
        private long read;
        private boolean failed;

        Counted(InputStream in, long size, String name) {
            super(in);
            this.size = size;
            this.name = name;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (read == size) {
                return -1;
            }
            int got;
            try {
                got = super.read(buffer, offset, (int) Math.min(length, size - read));
            } catch (IOException | RuntimeException e) {
                failed = true;
                throw e;
            }
            failed |= got < 0;
            if (got > 0) {
                read += got;
                bytes += got;
                progress.accept(bytes);
            }
            return got;
        }

        @Override
        public long skip(long length) throws IOException {
            return length <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(length, 1 << 16)]));
        }

        @Override
        public void close() {
            // the archive is read on
        }

        void finish() throws IOException, RefusedArchive {
            byte[] buffer = new byte[1 << 16];
            while (read(buffer, 0, buffer.length) >= 0) {
                // the rest that nobody wanted
            }
            if (read != size || in.read() >= 0) {
                throw refused(name, "is not as long as it says");
            }
        }
    }
}
