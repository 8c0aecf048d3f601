package io.graphstead.runtime.process;

import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a deployment's processes wrote to their standard output and error. They append to one file that they got open and
 * keep; put aside it is by copying it and cutting it to nothing, which an appending writer does not notice.
 */
final class Output {
    private static final int KEPT = 2;

    /** More of one file is not looked through for its last lines. */
    private static final int TAIL_BYTES = 1 << 20;

    private final Path folder;

    Output(DeploymentFolder deployment) {
        this.folder = deployment.output();
    }

    Path current() {
        return folder.resolve("output.log");
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
        for (int n = KEPT; n > 1; n--) {
            if (Files.exists(older(n - 1))) {
                Files.move(older(n - 1), older(n), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Path copy = folder.resolve("output.log.tmp");
        try (FileChannel from = FileChannel.open(current(), StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileChannel to = FileChannel.open(
                        copy,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            long end = from.size();
            long at = copy(from, to, Math.max(0, end - most), end);
            copy(from, to, at, from.size());
            from.truncate(0);
        }
        Files.move(copy, older(1), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
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

    /** The last lines, oldest first. */
    List<String> last(int lines) {
        List<String> found = new ArrayList<>();
        for (int n = 0; n <= KEPT && found.size() < lines; n++) {
            List<String> tail = tail(n == 0 ? current() : older(n));
            found.addAll(0, tail.subList(Math.max(0, tail.size() - (lines - found.size())), tail.size()));
        }
        return found;
    }

    private static List<String> tail(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size, TAIL_BYTES));
            long start = size - bytes.capacity();
            while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) > 0) {
                // until the end, which may have come nearer
            }
            List<String> lines = new ArrayList<>(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
            if (start > 0 && !lines.isEmpty()) {
                lines.removeFirst(); // only its end
            }
            return lines;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("the output in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
