package io.graphstead.runtime.process;

import io.graphstead.runtime.RuntimeFailure;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** A descriptor of one process: what is done by it can never hit another that was given the same pid. */
final class Pidfd implements AutoCloseable {
    private final int fd;

    private Pidfd(int fd) {
        this.fd = fd;
    }

    /** Empty when that very process has ended. */
    static Optional<Pidfd> open(ProcessId process) {
        int fd = Linux.pidfdOpen(process.pid());
        if (fd == -Linux.ESRCH) {
            return Optional.empty();
        }
        if (fd < 0) {
            throw new RuntimeFailure.Passing("process " + process.pid() + " cannot be watched (error " + -fd + ")");
        }
        Pidfd opened = new Pidfd(fd);
        // What is open is the process that had the pid then. If it still lives after the start time was compared, that
        // was
        // its start time.
        if (Procfs.isAlive(process) && !opened.hasEnded()) {
            return Optional.of(opened);
        }
        opened.close();
        return Optional.empty();
    }

    int fd() {
        return fd;
    }

    boolean hasEnded() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocate(Linux.POLLFD);
            one.set(ValueLayout.JAVA_INT, 0, fd);
            one.set(ValueLayout.JAVA_SHORT, 4, Linux.POLLIN);
            return Linux.poll(one, 1, 0) > 0;
        }
    }

    /** Nothing happens when the process has ended. */
    void signal(int number) {
        int answer = Linux.pidfdSendSignal(fd, number);
        if (answer < 0 && answer != -Linux.ESRCH) {
            throw new RuntimeFailure.Passing(
                    answer == -Linux.EPERM
                            ? "the server may not signal the process; run it as the user that started the process, or as root"
                            : "the process cannot be signalled (error " + -answer + ")");
        }
    }

    @Override
    public void close() {
        Linux.close(fd);
    }
}
