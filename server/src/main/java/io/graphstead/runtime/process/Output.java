package io.graphstead.runtime.process;

import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a deployment's processes wrote to their standard output and error. They append to one file that they got open and
 * keep; put aside it is by copying it and cutting it to nothing, which an appending writer does not notice.
 */
final class Output {
    /** How many files are kept beside the current one. */
    static final int KEPT = 2;

    private static final String STARTS = "output.starts";

    private final Path folder;

    Output(DeploymentFolder deployment) {
        this.folder = deployment.output();
    }

    Path current() {
        return folder.resolve("output.log");
    }

    /** @param age 0 for the current one, up to {@link #KEPT} */
    Path file(int age) {
        return age == 0 ? current() : older(age);
    }

    private Path older(int n) {
        return folder.resolve("output.log." + n);
    }

    boolean isOver(long bytes) {
        try {
            return Files.size(current()) > bytes;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Puts the current output aside, of more than {@code most} bytes the last. What is written between copying and
     * cutting, some microseconds' worth, is lost.
     */
    void rotate(long most) throws IOException {
        Starts before = starts();
        for (int n = KEPT; n > 1; n--) {
            if (Files.exists(older(n - 1))) {
                Files.move(older(n - 1), older(n), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Path copy = folder.resolve("output.log.tmp");
        Starts after;
        try (FileChannel from = FileChannel.open(current(), StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileChannel to = FileChannel.open(
                        copy,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            long end = from.size();
            long begin = Math.max(0, end - most);
            long at = copy(from, to, begin, end);
            at = copy(from, to, at, from.size());
            after = new Starts(List.of(before.of(0) + at, before.of(0) + begin, before.of(1)));
            from.truncate(0);
        }
        Files.move(copy, older(1), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        keep(after);
    }

    private static long copy(FileChannel from, FileChannel to, long start, long end) throws IOException {
        long at = start;
        while (at < end) {
            long copied = from.transferTo(at, end - at, to);
            if (copied <= 0) {
                break;
            }
            at += copied;
        }
        return at;
    }

    /**
     * How many bytes had been written in the deployment's life before each file begins, newest first. Kept in a file of
     * its own, since cutting the current file to nothing forgets it.
     */
    record Starts(List<Long> byAge) {
        Starts {
            byAge = List.copyOf(byAge);
        }

        long of(int age) {
            return age < byAge.size() ? byAge.get(age) : 0;
        }
    }

    Starts starts() {
        try {
            return new Starts(Files.readString(folder.resolve(STARTS))
                    .lines()
                    .limit(KEPT + 1)
                    .map(Long::parseLong)
                    .toList());
        } catch (NoSuchFileException e) {
            return new Starts(List.of());
        } catch (IOException | NumberFormatException e) {
            throw new RuntimeFailure.Passing("the positions in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void keep(Starts starts) throws IOException {
        Path made = folder.resolve(STARTS + ".tmp");
        Files.writeString(
                made, starts.byAge().stream().map(start -> start + "\n").collect(Collectors.joining()));
        Files.move(made, folder.resolve(STARTS), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
