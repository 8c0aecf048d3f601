package io.graphstead.runtime.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calls on what is in a folder by the folder's descriptor and a name, which no link can lead astray. A name is the bytes
 * that the kernel keeps, one per character, in whatever encoding they were meant.
 */
final class LinuxFolders {
    private static final String ARCHITECTURE = System.getProperty("os.arch", "");
    private static final boolean OWN_FLAGS = Set.of("aarch64", "arm", "ppc64le").contains(ARCHITECTURE);
    static final int O_NOFOLLOW = OWN_FLAGS ? 0100000 : 0400000;
    static final int O_DIRECTORY = OWN_FLAGS ? 040000 : 0200000;
    static final int O_NONBLOCK = 04000;

    /** Most architectures have the newer number. */
    private static final long SYS_GETDENTS64 =
            Map.of("amd64", 217L, "ppc64le", 202L, "s390x", 220L).getOrDefault(ARCHITECTURE, 61L);

    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC_STATS = 0x7ff;
    private static final int ENTRIES_LENGTH = 64 * 1024;
    private static final int PATH_LENGTH = 4096;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final java.lang.foreign.AddressLayout TEXT = ValueLayout.ADDRESS;

    private static final MethodHandle OPENAT =
            Linux.function("openat", of(INT, TEXT, INT, INT), Linker.Option.firstVariadicArg(3));
    private static final MethodHandle STATX = Linux.function("statx", of(INT, TEXT, INT, INT, TEXT));
    private static final MethodHandle READLINKAT = Linux.function(
            "readlinkat", FunctionDescriptor.of(ValueLayout.JAVA_LONG, INT, TEXT, TEXT, ValueLayout.JAVA_LONG));
    private static final MethodHandle MKDIRAT = Linux.function("mkdirat", of(INT, TEXT, INT));
    private static final MethodHandle LINKAT = Linux.function("linkat", of(INT, TEXT, INT, TEXT, INT));
    private static final MethodHandle SYMLINKAT = Linux.function("symlinkat", of(TEXT, INT, TEXT));
    private static final MethodHandle UNLINKAT = Linux.function("unlinkat", of(INT, TEXT, INT));
    private static final MethodHandle FCHMODAT = Linux.function("fchmodat", of(INT, TEXT, INT, INT));
    private static final MethodHandle FCHOWNAT = Linux.function("fchownat", of(INT, TEXT, INT, INT, INT));
    private static final MethodHandle UTIMENSAT = Linux.function("utimensat", of(INT, TEXT, TEXT, INT));

    private LinuxFolders() {}

    private static FunctionDescriptor of(MemoryLayout... arguments) {
        return FunctionDescriptor.of(INT, arguments);
    }

    private static MemorySegment text(Arena arena, String name) {
        return arena.allocateFrom(name, StandardCharsets.ISO_8859_1);
    }

    /** Opens what has this name, never through a link that is its last part, and never waiting for it. */
    static Descriptor open(Descriptor folder, String name, int flags) throws IOException {
        int safe = flags | O_NOFOLLOW | O_NONBLOCK | Linux.O_CLOEXEC;
        return new Descriptor((int) Errors.check(name, Linux.call((arena, captured) ->
                (int) OPENAT.invokeExact(captured, folder.fd(), text(arena, name), safe, 0600))));
    }

    /** Opens what has this path, no part of which may be a link. */
    static Descriptor openBelow(Descriptor root, String path, int flags) throws IOException {
        int slash = path.indexOf('/');
        if (slash < 0) {
            return open(root, path, flags);
        }
        try (Descriptor folder = open(root, path.substring(0, slash), O_DIRECTORY)) {
            return openBelow(folder, path.substring(slash + 1), flags);
        }
    }

    static FileStatus status(Descriptor folder, String name) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment struct = arena.allocate(FileStatus.LENGTH, 8);
            int flags = AT_SYMLINK_NOFOLLOW | (name.isEmpty() ? AT_EMPTY_PATH : 0);
            Errors.check(name, Linux.call((own, captured) ->
                    (int) STATX.invokeExact(captured, folder.fd(), text(own, name), flags, STATX_BASIC_STATS, struct)));
            return FileStatus.of(struct);
        }
    }

    static FileStatus status(Descriptor opened) throws IOException {
        return status(opened, "");
    }

    /** Every name in a folder that was just opened. */
    static List<String> names(Descriptor folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entries = arena.allocate(ENTRIES_LENGTH, 8);
            while (true) {
                long length = Errors.check(
                        "a folder", Linux.syscall(SYS_GETDENTS64, folder.fd(), entries.address(), ENTRIES_LENGTH));
                if (length == 0) {
                    return names;
                }
                for (long at = 0;
                        at < length;
                        at += Short.toUnsignedInt(entries.get(ValueLayout.JAVA_SHORT, at + 16))) {
                    String name = entries.getString(at + 19, StandardCharsets.ISO_8859_1);
                    if (!name.equals(".") && !name.equals("..")) {
                        names.add(name);
                    }
                }
            }
        }
    }

    static String target(Descriptor folder, String link) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment target = arena.allocate(PATH_LENGTH + 1);
            Errors.check(link, Linux.call((own, captured) ->
                    (long) READLINKAT.invokeExact(captured, folder.fd(), text(own, link), target, (long) PATH_LENGTH)));
            return target.getString(0, StandardCharsets.ISO_8859_1);
        }
    }

    static void makeFolder(Descriptor root, String path) throws IOException {
        Errors.check(path, Linux.call((arena, captured) ->
                (int) MKDIRAT.invokeExact(captured, root.fd(), text(arena, path), 0700)));
    }

    static void link(Descriptor from, String name, Descriptor root, String path) throws IOException {
        Errors.check(path, Linux.call((arena, captured) ->
                (int) LINKAT.invokeExact(captured, from.fd(), text(arena, name), root.fd(), text(arena, path), 0)));
    }

    static void makeLink(String target, Descriptor root, String path) throws IOException {
        Errors.check(path, Linux.call((arena, captured) ->
                (int) SYMLINKAT.invokeExact(captured, text(arena, target), root.fd(), text(arena, path))));
    }

    static void delete(Descriptor folder, String file) throws IOException {
        Errors.check(file, Linux.call((arena, captured) ->
                (int) UNLINKAT.invokeExact(captured, folder.fd(), text(arena, file), 0)));
    }

    /** Follows a link, so never for one. */
    static void permit(Descriptor root, String path, int permissions) throws IOException {
        Errors.check(path, Linux.call((arena, captured) ->
                (int) FCHMODAT.invokeExact(captured, root.fd(), text(arena, path), permissions, 0)));
    }

    static void give(Descriptor root, String path, int uid) throws IOException {
        Errors.check(path, Linux.call((arena, captured) ->
                (int) FCHOWNAT.invokeExact(captured, root.fd(), text(arena, path), uid, uid, AT_SYMLINK_NOFOLLOW)));
    }

    /** @param modified nanoseconds since 1970 */
    static void date(Descriptor root, String path, long modified) throws IOException {
        long seconds = Math.floorDiv(modified, 1_000_000_000L);
        long nanos = Math.floorMod(modified, 1_000_000_000L);
        Errors.check(path, Linux.call((arena, captured) -> {
            MemorySegment times = arena.allocateFrom(ValueLayout.JAVA_LONG, seconds, nanos, seconds, nanos);
            return (int) UTIMENSAT.invokeExact(captured, root.fd(), text(arena, path), times, AT_SYMLINK_NOFOLLOW);
        }));
    }
}
