package io.graphstead.runtime.process.distribution;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes installing one release exclusive, among the threads of this process and among all processes of the machine. The
 * system lets go of it when the process ends, however that comes.
 */
final class InstallLock implements AutoCloseable {
    /** A file lock belongs to a whole process, so its threads need one of their own beside it. */
    private static final Map<Path, ReentrantLock> OF_THIS_PROCESS = new ConcurrentHashMap<>();

    private final ReentrantLock ofThreads;
    private final FileChannel channel;

    private InstallLock(ReentrantLock ofThreads, FileChannel channel) {
        this.ofThreads = ofThreads;
        this.channel = channel;
    }

    /** Waits until the lock is free, telling {@code ifWaiting} once when that is not so at once. */
    static InstallLock take(Path file, Runnable ifWaiting) throws IOException {
        Files.createDirectories(file.getParent());
        ReentrantLock ofThreads =
                OF_THIS_PROCESS.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new ReentrantLock());
        boolean waited = false;
        if (!ofThreads.tryLock()) {
            ifWaiting.run();
            waited = true;
            ofThreads.lock();
        }
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock == null) {
                    if (!waited) {
                        ifWaiting.run();
                    }
                    channel.lock();
                }
                return new InstallLock(ofThreads, channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            ofThreads.unlock();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            ofThreads.unlock();
        }
    }
}
