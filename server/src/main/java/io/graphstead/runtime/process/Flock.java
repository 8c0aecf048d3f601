package io.graphstead.runtime.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * An flock(2) of an open file, which is what the launched processes carry. Not {@link java.nio.channels.FileLock}: that is
 * a lock of another kind, belongs to the whole server and does not see these.
 */
final class Flock implements AutoCloseable {
    private final int fd;

    private Flock(int fd) {
        this.fd = fd;
    }

    /** What a look at a lock found. */
    enum Look {
        FREE,
        HELD,
        NO_FILE
    }

    /**
     * Whether somebody holds the lock. Looks by sharing it for an instant, so those who take it must wait that long rather
     * than give up at once.
     */
    static Look look(Path file) {
        int fd = Linux.open(file, Linux.O_RDONLY);
        if (fd < 0) {
            return Look.NO_FILE;
        }
        try {
            return retried(fd, Linux.LOCK_SH | Linux.LOCK_NB) == 0 ? Look.FREE : Look.HELD;
        } finally {
            Linux.close(fd);
        }
    }

    /** Takes the lock, making the file if there is none, or throws when it was not free within {@code patienceMillis}. */
    static Flock take(Path file, long patienceMillis) throws IOException, Busy {
        long end = System.nanoTime() + patienceMillis * 1_000_000;
        while (true) {
            Flock lock = takeOpened(file, end);
            if (lock.isOf(file)) {
                return lock;
            }
            lock.close(); // the file was deleted, or another put in its place, before it was locked
        }
    }

    private static Flock takeOpened(Path file, long end) throws IOException, Busy {
        int fd = Linux.open(file, Linux.O_RDWR | Linux.O_CREAT);
        if (fd < 0) {
            throw new IOException("cannot open " + file + " (error " + -fd + ")");
        }
        try {
            while (true) {
                int answer = retried(fd, Linux.LOCK_EX | Linux.LOCK_NB);
                if (answer == 0) {
                    return new Flock(fd);
                }
                if (answer != -Linux.EAGAIN) {
                    throw new IOException("cannot lock " + file + " (error " + -answer + ")");
                }
                if (System.nanoTime() > end) {
                    throw new Busy(file);
                }
                Thread.sleep(2);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Linux.close(fd);
            throw new Busy(file);
        } catch (IOException | Busy | RuntimeException e) {
            Linux.close(fd);
            throw e;
        }
    }

    private boolean isOf(Path file) throws IOException {
        try {
            return Files.getAttribute(file, "unix:ino")
                    .equals(Files.getAttribute(Path.of("/proc/self/fd", Integer.toString(fd)), "unix:ino"));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static int retried(int fd, int operation) {
        int answer;
        do {
            answer = Linux.flock(fd, operation);
        } while (answer == -Linux.EINTR);
        return answer;
    }

    @Override
    public void close() {
        Linux.close(fd);
    }

    /** Somebody else holds the lock and did not let go of it in time. */
    static final class Busy extends Exception {
        private static final long serialVersionUID = 1L;

        Busy(Path file) {
            super(file + " is locked by another process");
        }
    }
}
