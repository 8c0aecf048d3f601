package io.graphstead.runtime.process;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;

/**
 * The few calls of Linux that Java has no words for. Each answers what the call answers, or the error number negated, as
 * the kernel itself does.
 */
final class Linux {
    static final int EPERM = 1;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int EAGAIN = 11;

    static final int LOCK_SH = 1;
    static final int LOCK_EX = 2;
    static final int LOCK_NB = 4;

    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_CREAT = 0100;
    static final int O_CLOEXEC = 02000000;

    static final short POLLIN = 1;

    // The same numbers on every architecture, as all calls since Linux 5.1; C libraries before glibc 2.36 do not name
    // them.
    private static final long SYS_PIDFD_SEND_SIGNAL = 424;
    private static final long SYS_PIDFD_OPEN = 434;

    private static final int EFD_CLOEXEC_NONBLOCK = 02000000 | 04000;
    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int STATX_BLOCKS = 0x400;
    private static final int STATX_SIZE_OF_STRUCT = 256;
    private static final int STATX_OFFSET_OF_BLOCKS = 48;

    /** One entry of poll(2): the descriptor, what is waited for, what has come. */
    static final StructLayout POLLFD = MemoryLayout.structLayout(
            ValueLayout.JAVA_INT.withName("fd"),
            ValueLayout.JAVA_SHORT.withName("events"),
            ValueLayout.JAVA_SHORT.withName("revents"));

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPEN = function(
            "open",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle FLOCK =
            function("flock", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle POLL = function(
            "poll",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
    private static final MethodHandle EVENTFD = function(
            "eventfd", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle READ = function(
            "read",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    private static final MethodHandle WRITE = function(
            "write",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    private static final MethodHandle SYSCALL = function(
            "syscall",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
    private static final MethodHandle STATX = function(
            "statx",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS));
    private static final MethodHandle GETUID = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("geteuid"), FunctionDescriptor.of(ValueLayout.JAVA_INT));

    private Linux() {}

    static MethodHandle function(String name, FunctionDescriptor descriptor, Linker.Option... more) {
        Linker.Option[] options = java.util.Arrays.copyOf(more, more.length + 1);
        options[more.length] = Linker.Option.captureCallState("errno");
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
    }

    interface Call {
        long in(Arena arena, MemorySegment captured) throws Throwable;
    }

    /** Answers the error number negated where the call itself only answers that there was an error. */
    static long call(Call call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment captured = arena.allocate(CAPTURED);
            long answer = call.in(arena, captured);
            return answer < 0 ? -(int) ERRNO.get(captured, 0L) : answer;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a system call could not be made", e);
        }
    }

    /** A descriptor that no child inherits; a file that is made is its owner's alone. */
    static int open(Path path, int flags) {
        return (int) call((arena, captured) ->
                (int) OPEN.invokeExact(captured, arena.allocateFrom(path.toString()), flags | O_CLOEXEC, 0600));
    }

    static void close(int fd) {
        call((arena, captured) -> (int) CLOSE.invokeExact(captured, fd));
    }

    static int flock(int fd, int operation) {
        return (int) call((arena, captured) -> (int) FLOCK.invokeExact(captured, fd, operation));
    }

    static int poll(MemorySegment pollfds, long count, int timeoutMillis) {
        return (int) call((arena, captured) -> (int) POLL.invokeExact(captured, pollfds, count, timeoutMillis));
    }

    static int eventfd() {
        return (int) call((arena, captured) -> (int) EVENTFD.invokeExact(captured, 0, EFD_CLOEXEC_NONBLOCK));
    }

    static void wake(int eventfd) {
        call((arena, captured) ->
                (long) WRITE.invokeExact(captured, eventfd, arena.allocateFrom(ValueLayout.JAVA_LONG, 1L), 8L));
    }

    static void drain(int eventfd) {
        call((arena, captured) ->
                (long) READ.invokeExact(captured, eventfd, arena.allocate(ValueLayout.JAVA_LONG), 8L));
    }

    static int pidfdOpen(long pid) {
        return (int) call((arena, captured) -> (long) SYSCALL.invokeExact(captured, SYS_PIDFD_OPEN, pid, 0L, 0L, 0L));
    }

    static int pidfdSendSignal(int pidfd, int signal) {
        return (int) call((arena, captured) ->
                (long) SYSCALL.invokeExact(captured, SYS_PIDFD_SEND_SIGNAL, (long) pidfd, (long) signal, 0L, 0L));
    }

    /** Bytes that a file takes on its disk, holes not counted; of a link the link itself. Negative when it is not there. */
    static long bytesOnDisk(Path path) {
        return call((arena, captured) -> {
            MemorySegment struct = arena.allocate(STATX_SIZE_OF_STRUCT, 8);
            int answer = (int) STATX.invokeExact(
                    captured, AT_FDCWD, arena.allocateFrom(path.toString()), AT_SYMLINK_NOFOLLOW, STATX_BLOCKS, struct);
            return answer < 0 ? answer : struct.get(ValueLayout.JAVA_LONG, STATX_OFFSET_OF_BLOCKS) * 512;
        });
    }

    static long syscall(long number, long first, long second, long third) {
        return call((arena, captured) -> (long) SYSCALL.invokeExact(captured, number, first, second, third, 0L));
    }

    static boolean isRoot() {
        try {
            return (int) GETUID.invokeExact() == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("geteuid could not be called", e);
        }
    }
}
