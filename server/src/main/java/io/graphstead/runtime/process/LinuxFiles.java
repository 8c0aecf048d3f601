package io.graphstead.runtime.process;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Calls on the content of open files. */
final class LinuxFiles {
    private static final long FICLONE = 0x40049409L;
    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int PUNCH_HOLE_KEEP_SIZE = 3;
    private static final int WAIT_WRITE_WAIT = 7;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private static final MethodHandle IOCTL =
            Linux.function("ioctl", FunctionDescriptor.of(INT, INT, LONG, INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle LSEEK = Linux.function("lseek", FunctionDescriptor.of(LONG, INT, LONG, INT));
    private static final MethodHandle PREAD =
            Linux.function("pread", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG, LONG));
    private static final MethodHandle PWRITE =
            Linux.function("pwrite", FunctionDescriptor.of(LONG, INT, ValueLayout.ADDRESS, LONG, LONG));
    private static final MethodHandle FTRUNCATE = Linux.function("ftruncate", FunctionDescriptor.of(INT, INT, LONG));
    private static final MethodHandle FALLOCATE =
            Linux.function("fallocate", FunctionDescriptor.of(INT, INT, INT, LONG, LONG));
    private static final MethodHandle SYNC_FILE_RANGE =
            Linux.function("sync_file_range", FunctionDescriptor.of(INT, INT, LONG, LONG, INT));
    private static final MethodHandle MEMCMP = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("memcmp"),
                    FunctionDescriptor.of(INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, LONG));
    private static final MethodHandle SYNCFS = Linux.function("syncfs", FunctionDescriptor.of(INT, INT));

    private LinuxFiles() {}

    /** Makes the one file share the other's blocks until either is written to; false where that is not possible. */
    static boolean share(Descriptor from, Descriptor to) {
        return Linux.call((arena, captured) -> (int) IOCTL.invokeExact(captured, to.fd(), FICLONE, from.fd())) == 0;
    }

    /** Where the next data begin, at or after a place; the size when only a hole follows. */
    static long data(Descriptor file, long from, long size) throws IOException {
        long found = seek(file, from, SEEK_DATA);
        if (found == -Errors.EINVAL) {
            return from; // a file system that does not tell
        }
        return found == -Errors.ENXIO ? size : Math.min(Errors.check("seeking data", found), size);
    }

    /** Where the data end that a place is in. */
    static long hole(Descriptor file, long from, long size) throws IOException {
        long found = seek(file, from, SEEK_HOLE);
        return found == -Errors.EINVAL || found == -Errors.ENXIO
                ? size
                : Math.min(Errors.check("seeking a hole", found), size);
    }

    private static long seek(Descriptor file, long from, int whence) {
        return Linux.call((arena, captured) -> (long) LSEEK.invokeExact(captured, file.fd(), from, whence));
    }

    /** Reads until the buffer has as many bytes or the file ends; answers how many. */
    static long read(Descriptor file, MemorySegment buffer, long length, long at) throws IOException {
        long done = 0;
        while (done < length) {
            MemorySegment rest = buffer.asSlice(done, length - done);
            long place = at + done;
            long got = Errors.check("reading", Linux.call((arena, captured) ->
                    (long) PREAD.invokeExact(captured, file.fd(), rest, rest.byteSize(), place)));
            if (got == 0) {
                break;
            }
            done += got;
        }
        return done;
    }

    static void write(Descriptor file, MemorySegment bytes, long at) throws IOException {
        long done = 0;
        while (done < bytes.byteSize()) {
            MemorySegment rest = bytes.asSlice(done);
            long place = at + done;
            done += Errors.check("writing", Linux.call((arena, captured) ->
                    (long) PWRITE.invokeExact(captured, file.fd(), rest, rest.byteSize(), place)));
        }
    }

    /** Java's own comparison is several times slower while it is not compiled to the utmost. */
    static boolean equal(MemorySegment one, MemorySegment other, long from, long until) {
        try {
            return (int) MEMCMP.invokeExact(
                            one.asSlice(from, until - from), other.asSlice(from, until - from), until - from)
                    == 0;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("memcmp could not be called", e);
        }
    }

    static void cut(Descriptor file, long size) throws IOException {
        Errors.check(
                "cutting", Linux.call((arena, captured) -> (int) FTRUNCATE.invokeExact(captured, file.fd(), size)));
    }

    /** Makes a range a hole; false where that is not possible. */
    static boolean punch(Descriptor file, long from, long length) {
        return Linux.call((arena, captured) ->
                        (int) FALLOCATE.invokeExact(captured, file.fd(), PUNCH_HOLE_KEEP_SIZE, from, length))
                == 0;
    }

    /**
     * Writes what is in memory of the file to its disk, without what a power loss would need. Afterwards a process that
     * writes to it through a mapping is noticed by the kernel again, and the file's times change.
     */
    static void writeBack(Descriptor file) {
        // Where it is refused there is nothing to write back either, such as in memory.
        Linux.call(
                (arena, captured) -> (int) SYNC_FILE_RANGE.invokeExact(captured, file.fd(), 0L, 0L, WAIT_WRITE_WAIT));
    }

    /** Returns when all that was written on this file's file system would survive a loss of power. */
    static void sync(Descriptor any) throws IOException {
        Errors.check("writing to disk", Linux.call((arena, captured) -> (int) SYNCFS.invokeExact(captured, any.fd())));
    }
}
