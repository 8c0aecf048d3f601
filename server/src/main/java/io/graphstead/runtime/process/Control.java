package io.graphstead.runtime.process;

import io.graphstead.runtime.Fence;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.WorkloadName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The right to change one deployment, for an instant: held around each single effect by whoever causes it, a server or
 * the launcher of a process, and never longer than a process takes to vanish. The file is at once the lock and what it guards:
 * the highest fence seen, and a ticket that every effect replaces. A launcher that is still on its way when another
 * effect comes finds its ticket gone and gives up, so that nothing starts after somebody has looked and found nothing.
 */
final class Control implements AutoCloseable {
    /** Longer than any single effect takes on a busy machine. */
    static final long PATIENCE_MILLIS = 10_000;

    private final WorkloadName name;
    private final Path file;
    private final Flock lock;

    private Control(WorkloadName name, Path file, Flock lock) {
        this.name = name;
        this.file = file;
        this.lock = lock;
    }

    /** Enters to look only: nothing is changed, nobody is kept out later. */
    static Control look(RootFolder root, WorkloadName name) {
        Path file = root.control(name);
        try {
            return new Control(name, file, Flock.take(file, PATIENCE_MILLIS));
        } catch (Flock.Busy e) {
            throw new RuntimeFailure.Passing(
                    "deployment " + name + " is being changed by another process for more than "
                            + PATIENCE_MILLIS / 1000 + " s (" + e.getMessage() + ")",
                    e);
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("the fence of " + name + " cannot be checked: " + e.getMessage(), e);
        }
    }

    /** Enters for an effect: refuses a fence that is behind, remembers one that is ahead, makes older tickets void. */
    static Entered enter(RootFolder root, WorkloadName name, Fence mine) {
        Control control = look(root, name);
        try {
            return new Entered(control, control.admit(mine));
        } catch (RuntimeException e) {
            control.close();
            throw e;
        }
    }

    private String admit(Fence mine) {
        try {
            Fence seen = seen(Files.readString(file, StandardCharsets.US_ASCII));
            if (mine.compareTo(seen) < 0) {
                throw new RuntimeFailure.Fenced(name, mine, seen);
            }
            byte[] random = new byte[8];
            ThreadLocalRandom.current().nextBytes(random);
            // Always of one length, so that writing over the old line in one call leaves nothing of it.
            String line = "%019d %s".formatted(mine.value(), HexFormat.of().formatHex(random));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            }
            return line;
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("the fence of " + name + " cannot be kept: " + e.getMessage(), e);
        }
    }

    private static Fence seen(String line) {
        return line.isBlank() ? new Fence(0) : new Fence(Long.parseLong(line.substring(0, line.indexOf(' '))));
    }

    /** Deletes the file when there is no deployment that it could guard. */
    void forgetUnlessNeeded(DeploymentFolder folder) throws IOException {
        if (!folder.exists()) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public void close() {
        lock.close();
    }

    /**
     * The right to one effect.
     *
     * @param ticket the line that stands in the file until the next effect
     */
    record Entered(Control control, String ticket) implements AutoCloseable {
        /** The part of the ticket that is no other effect's, fit for a file name. */
        String id() {
            return ticket.substring(ticket.indexOf(' ') + 1);
        }

        @Override
        public void close() {
            control.close();
        }
    }
}
