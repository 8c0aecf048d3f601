package io.graphstead.runtime.process;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Copies of files by the identity that the source's file system gives them, whatever they are called there and however
 * often: a rename costs nothing, a hard link is copied once. Brought up to date as often as is asked for, and only where
 * something was written.
 *
 * <p>Whether something was written is told by the times that the kernel itself keeps with a file. They prove it where
 * three things are seen to. They were read <em>before</em> the content, so what comes during the copying changes them. A
 * write sets them before it writes, and the kernel's clock of files stands still for some milliseconds, so times that are
 * younger than {@link #SETTLED} prove nothing yet; such a file is compared next time. And a process that writes through a
 * mapping sets them only when it writes to a page that is clean: so everything is written back before they are read.
 * Where memory is the disk nothing is ever written back, and times are not relied on at all.
 */
final class Contents implements AutoCloseable {
    private static final long SETTLED = 1_000_000_000L;

    private final Descriptor folder;
    private final boolean timesTell;
    private final Blocks blocks;
    private final Map<FileStatus.Id, FileStatus> certain = new HashMap<>();
    private final Set<FileStatus.Id> present = new HashSet<>();
    private final Set<Long> withoutSharing = new HashSet<>();

    /**
     * @param folder where they are kept; closed with this
     * @param timesTell whether the source's file system keeps files' times as disks do
     * @param looked as {@link Blocks}
     */
    Contents(Descriptor folder, boolean timesTell, LongConsumer looked) {
        this.folder = folder;
        this.timesTell = timesTell;
        this.blocks = new Blocks(looked);
    }

    /** Whether the copy is of the file as it is now. */
    boolean isCurrent(FileStatus now) {
        FileStatus then = certain.get(now.id());
        return then != null && now.isAsOf(then);
    }

    /**
     * Brings one file up to date.
     *
     * @return bytes that were written
     */
    long bring(Descriptor root, Tree.File file, Tree.Source source) throws IOException {
        try (Descriptor from = LinuxFolders.openBelow(root, file.path(), Linux.O_RDONLY)) {
            long before = now();
            if (source == Tree.Source.CHANGES) {
                LinuxFiles.writeBack(from);
                LinuxFiles.data(from, 0, Long.MAX_VALUE); // waits for a write that is under way
            }
            FileStatus then = LinuxFolders.status(from);
            if (!then.isFile() || !then.id().equals(file.status().id())) {
                throw new NoSuchFileException(file.path()); // another has its name now
            }
            certain.remove(then.id());
            long written = copy(from, then);
            if (timesTell && Math.max(then.modified(), then.changed()) < before - SETTLED) {
                certain.put(then.id(), then);
            }
            return written;
        }
    }

    /** By the clock that the kernel dates files with, which no other may stand in for. */
    private static long now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    private long copy(Descriptor from, FileStatus then) throws IOException {
        try (Descriptor to = LinuxFolders.open(folder, then.id().toString(), Linux.O_RDWR | Linux.O_CREAT)) {
            present.add(then.id());
            long device = then.id().device();
            if (then.size() > 0 && !withoutSharing.contains(device)) {
                if (LinuxFolders.status(to).size() > then.size()) {
                    LinuxFiles.cut(to, then.size());
                }
                if (LinuxFiles.share(from, to)) {
                    return 0;
                }
                withoutSharing.add(device);
            }
            return blocks.equal(from, to, then.size());
        }
    }

    /** Whether files could be made to share blocks with their copies up to now. */
    boolean isSharing() {
        return withoutSharing.isEmpty();
    }

    boolean has(FileStatus.Id id) {
        return present.contains(id);
    }

    /** Deletes the copies of all other files. */
    void keepOnly(Set<FileStatus.Id> files) throws IOException {
        for (FileStatus.Id id : Set.copyOf(present)) {
            if (!files.contains(id)) {
                LinuxFolders.delete(folder, id.toString());
                present.remove(id);
                certain.remove(id);
            }
        }
    }

    /** Gives a copy a name elsewhere. */
    void link(FileStatus.Id id, Descriptor root, String path) throws IOException {
        LinuxFolders.link(folder, id.toString(), root, path);
    }

    @Override
    public void close() {
        blocks.close();
        folder.close();
    }
}
