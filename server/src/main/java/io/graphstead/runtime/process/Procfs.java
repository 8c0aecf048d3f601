package io.graphstead.runtime.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the kernel tells of processes under {@code /proc}. */
final class Procfs {
    private static final Path PROC = Path.of("/proc");

    private Procfs() {}

    /**
     * One process's line of state.
     *
     * @param state {@code Z} and {@code X} are dead
     * @param parent which process started it, or looks after it since that one ended
     * @param session the session that it is in
     * @param threads how many threads it has; a dead first thread does not end the others
     * @param cpuTicks processor time used, in hundredths of a second
     * @param startTicks when it was started, in hundredths of a second since the machine was
     */
    record Stat(char state, long parent, long session, long threads, long cpuTicks, long startTicks) {
        boolean isAlive() {
            return (state != 'Z' && state != 'X') || threads > 1;
        }
    }

    static Optional<Stat> stat(long pid) {
        return stat(PROC.resolve(Long.toString(pid)));
    }

    private static Optional<Stat> stat(Path process) {
        String line;
        try {
            line = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return Optional.empty(); // ended
        }
        // The name, in parentheses, may itself contain any character; what follows the last one is regular.
        String[] rest = line.substring(line.lastIndexOf(')') + 2).strip().split(" ", -1);
        return Optional.of(new Stat(
                rest[0].charAt(0),
                Long.parseLong(rest[1]),
                Long.parseLong(rest[3]),
                Long.parseLong(rest[17]),
                Long.parseLong(rest[11]) + Long.parseLong(rest[12]),
                Long.parseLong(rest[19])));
    }

    /** Changes with every start of the machine. */
    static String bootId() {
        try {
            return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("this machine's boot id cannot be read", e);
        }
    }

    static boolean isAlive(ProcessId process) {
        return process.boot().equals(bootId())
                && stat(process.pid())
                        .filter(s -> s.startTicks() == process.startTicks() && s.isAlive())
                        .isPresent();
    }

    /** Whether none of its threads can do anything until it is told to go on; so too when it has ended. */
    static boolean standsStill(long pid) {
        try (DirectoryStream<Path> threads =
                Files.newDirectoryStream(PROC.resolve(Long.toString(pid)).resolve("task"))) {
            for (Path thread : threads) {
                if (stat(thread).filter(s -> "TtZX".indexOf(s.state()) < 0).isPresent()) {
                    return false;
                }
            }
            return true;
        } catch (IOException | DirectoryIteratorException e) {
            return stat(pid).filter(Stat::isAlive).isEmpty();
        }
    }

    /** Name and command of a process, for messages. */
    static String describe(long pid) {
        try {
            return "process " + pid + " ("
                    + Files.readString(PROC.resolve(Long.toString(pid)).resolve("comm"))
                            .strip() + ")";
        } catch (IOException e) {
            return "process " + pid;
        }
    }

    /**
     * Whether a process's environment, as it was at its last exec, names the variable. Empty where that cannot be told:
     * one that is ending has given its memory back and shows no environment, while it still counts as alive. No where the
     * server may not look.
     */
    static Optional<Boolean> environmentHas(long pid, String variable) {
        try {
            String all =
                    Files.readString(PROC.resolve(Long.toString(pid)).resolve("environ"), StandardCharsets.ISO_8859_1);
            boolean named = ("\0" + all).contains("\0" + variable + "=");
            return named || hasMemory(pid) ? Optional.of(named) : Optional.empty();
        } catch (AccessDeniedException e) {
            return Optional.of(false);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Not so once it ends. What was read of its memory before this was asked, and found so, was there to be read. */
    private static boolean hasMemory(long pid) throws IOException {
        return !Files.readString(PROC.resolve(Long.toString(pid)).resolve("statm"))
                .startsWith("0 ");
    }

    /** What the process has open, as {@code /proc} names it; empty when it ended, absent when it may not be asked. */
    static Optional<List<String>> openFiles(long pid) {
        List<String> open = new ArrayList<>();
        try (DirectoryStream<Path> fds =
                Files.newDirectoryStream(PROC.resolve(Long.toString(pid)).resolve("fd"))) {
            for (Path fd : fds) {
                try {
                    open.add(Files.readSymbolicLink(fd).toString());
                } catch (AccessDeniedException e) {
                    return Optional.empty(); // root without the right to trace lists them and reads none
                } catch (IOException e) {
                    // closed meanwhile
                }
            }
        } catch (AccessDeniedException e) {
            return Optional.empty();
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.of(open);
        }
        return Optional.of(open);
    }

    /** All processes there are. */
    static List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path one : all) {
                pids.add(Long.parseLong(one.getFileName().toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("/proc cannot be listed", e);
        }
        return pids;
    }

    /** The uid that a process runs as; empty when it ended. */
    static Optional<Integer> uid(long pid) {
        try {
            return Optional.of((Integer) Files.getAttribute(PROC.resolve(Long.toString(pid)), "unix:uid"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The hard limit on open files of this process, which is that of all it starts. */
    static long openFilesLimit() {
        try {
            for (String line : Files.readAllLines(PROC.resolve("self/limits"))) {
                if (line.startsWith("Max open files")) {
                    String hard =
                            line.substring("Max open files".length()).strip().split("\\s+", -1)[1];
                    return hard.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(hard);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("this process's limits cannot be read", e);
        }
        return Long.MAX_VALUE;
    }

    static long memoryTotalBytes() {
        return kilobytes(PROC.resolve("meminfo"), "MemTotal:")
                .orElseThrow(() -> new IllegalStateException("/proc/meminfo does not tell this machine's memory"));
    }

    /** Memory of one process that is in RAM; 0 when it ended. */
    static long residentBytes(long pid) {
        return kilobytes(PROC.resolve(Long.toString(pid)).resolve("status"), "VmRSS:")
                .orElse(0L);
    }

    private static Optional<Long> kilobytes(Path file, String key) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(key))
                    .findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
