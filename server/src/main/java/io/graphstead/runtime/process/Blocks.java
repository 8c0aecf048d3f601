package io.graphstead.runtime.process;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.LongConsumer;

/**
 * Makes one file's content equal to another's. What is equal already is not written again, and holes stay holes. Two
 * buffers, to be used by one thread at a time.
 */
final class Blocks implements AutoCloseable {
    /** What is read at once; little enough to stay in a processor's own cache. */
    private static final int BUFFER = 256 * 1024;

    /** What is written at least, a page of most engines' files. */
    private static final int BLOCK = 8 * 1024;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment wanted = arena.allocate(BUFFER, 4096);
    private final MemorySegment present = arena.allocate(BUFFER, 4096);
    private final LongConsumer looked;

    /** @param looked hears of bytes that are equal now, holes not counted; what it throws ends the work */
    Blocks(LongConsumer looked) {
        this.looked = looked;
    }

    /** @return how many bytes were written */
    long equal(Descriptor from, Descriptor to, long size) throws IOException {
        long old = LinuxFolders.status(to).size();
        if (old > size) {
            LinuxFiles.cut(to, size);
        }
        long written = 0;
        long at = 0;
        while (at < size) {
            long data = LinuxFiles.data(from, at, size);
            empty(to, at, Math.min(data, old));
            long end = data < size ? LinuxFiles.hole(from, data, size) : size;
            written += range(from, to, data, end, old);
            at = end;
        }
        if (old != size) {
            LinuxFiles.cut(to, size);
        }
        return written;
    }

    private long range(Descriptor from, Descriptor to, long start, long end, long old) throws IOException {
        long written = 0;
        for (long at = start; at < end; at += BUFFER) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while data were copied");
            }
            long length = LinuxFiles.read(from, wanted, Math.min(BUFFER, end - at), at);
            long there = at < old ? LinuxFiles.read(to, present, Math.min(length, old - at), at) : 0;
            written += differing(to, at, length, there);
            looked.accept(length);
            if (length < Math.min(BUFFER, end - at)) {
                break; // it became shorter meanwhile
            }
        }
        return written;
    }

    private long differing(Descriptor to, long at, long length, long there) throws IOException {
        long written = 0;
        if (!isSame(0, there)) {
            for (long from = 0; from < there; from += BLOCK) {
                long until = Math.min(from + BLOCK, there);
                if (!isSame(from, until)) {
                    LinuxFiles.write(to, wanted.asSlice(from, until - from), at + from);
                    written += until - from;
                }
            }
        }
        if (there < length) {
            LinuxFiles.write(to, wanted.asSlice(there, length - there), at + there);
            written += length - there;
        }
        return written;
    }

    private boolean isSame(long from, long until) {
        return LinuxFiles.equal(wanted, present, from, until);
    }

    /** Makes a range that may have data read as zeros. */
    private void empty(Descriptor to, long from, long end) throws IOException {
        if (from >= end || LinuxFiles.data(to, from, end) >= end || LinuxFiles.punch(to, from, end - from)) {
            return;
        }
        wanted.fill((byte) 0);
        for (long at = from; at < end; at += BUFFER) {
            LinuxFiles.write(to, wanted.asSlice(0, Math.min(BUFFER, end - at)), at);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
