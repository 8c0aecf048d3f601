package io.graphstead.runtime.process;

import io.graphstead.runtime.OutputLine;
import io.graphstead.runtime.OutputPosition;
import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a deployment's output by positions: how many bytes it wrote in its life up to there, so that putting output aside
 * changes no position.
 */
final class OutputReading {
    /** More of one file is not read at once. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int MOST_TRIES = 5;

    private final Output output;

    OutputReading(Output output) {
        this.output = output;
    }

    /** See {@link io.graphstead.runtime.Runtime#output}. */
    List<OutputLine> read(Optional<OutputPosition> after, int lines) {
        Optional<Long> position = after.flatMap(OutputReading::parse);
        for (int tries = 1; ; tries++) {
            Output.Starts starts = output.starts();
            List<OutputLine> found = position.isPresent() ? after(starts, position.get(), lines) : last(starts, lines);
            // Output that was put aside meanwhile was looked for in the wrong file.
            if (starts.equals(output.starts()) || tries == MOST_TRIES) {
                return found;
            }
        }
    }

    private static Optional<Long> parse(OutputPosition position) {
        return position.text().matches("[0-9]{1,18}")
                ? Optional.of(Long.parseLong(position.text()))
                : Optional.empty();
    }

    private List<OutputLine> after(Output.Starts starts, long position, int lines) {
        List<OutputLine> found = new ArrayList<>();
        for (int age = Output.KEPT; age >= 0 && found.size() < lines; age--) {
            long start = starts.of(age);
            Block block = block(output.file(age), Math.max(0, position - start), false);
            found.addAll(lines(block, start, age > 0));
        }
        return List.copyOf(found.subList(0, Math.min(lines, found.size())));
    }

    private List<OutputLine> last(Output.Starts starts, int lines) {
        List<OutputLine> found = new ArrayList<>();
        for (int age = 0; age <= Output.KEPT && found.size() < lines; age++) {
            Block block = block(output.file(age), 0, true);
            List<OutputLine> all = lines(block, starts.of(age), true);
            if (block.from() > 0 && !all.isEmpty()) {
                all = all.subList(1, all.size()); // of the first only its end
            }
            found.addAll(0, all.subList(Math.max(0, all.size() - (lines - found.size())), all.size()));
        }
        return List.copyOf(found);
    }

    /** Bytes of a file and the offset that they begin at. */
    private record Block(byte[] bytes, long from) {}

    private static Block block(Path file, long from, boolean last) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            long start = last ? Math.max(0, size - MOST_BYTES) : Math.min(from, size);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size - start, MOST_BYTES));
            while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) > 0) {
                // until the end, which may have come nearer
            }
            byte[] read = new byte[bytes.position()];
            bytes.flip().get(read);
            return new Block(read, start);
        } catch (NoSuchFileException e) {
            return new Block(new byte[0], from);
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("the output in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** @param unfinished whether a last line without an end counts: nothing will be added to it, or it is looked at once */
    private static List<OutputLine> lines(Block block, long start, boolean unfinished) {
        byte[] bytes = block.bytes();
        List<OutputLine> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                lines.add(line(bytes, from, i, start + block.from() + i + 1));
                from = i + 1;
            }
        }
        boolean tooLong = lines.isEmpty() && bytes.length == MOST_BYTES;
        if (from < bytes.length && (tooLong || unfinished && bytes.length < MOST_BYTES)) {
            lines.add(line(bytes, from, bytes.length, start + block.from() + bytes.length));
        }
        return lines;
    }

    private static OutputLine line(byte[] bytes, int from, int to, long position) {
        int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        return new OutputLine(
                new String(bytes, from, end - from, StandardCharsets.UTF_8),
                new OutputPosition(Long.toString(position)));
    }
}
