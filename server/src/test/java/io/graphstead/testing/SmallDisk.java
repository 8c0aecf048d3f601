package io.graphstead.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** A file system of its own, in memory, that can be made full at once while something writes to it. Needs root. */
public final class SmallDisk implements AutoCloseable {
    /** So little that what a server records of itself still fits, and nothing else. */
    private static final long LEFT = 1 << 20;

    private final Path mount;
    private final Deque<Path> mounted = new ArrayDeque<>();

    private SmallDisk(Path mount) {
        this.mount = mount;
    }

    /** The test is skipped where nothing can be mounted. */
    public static SmallDisk at(Path mount, String size) throws IOException {
        Files.createDirectories(mount);
        assumeThat(run("mount", "-t", "tmpfs", "-o", "mode=755,size=" + size, "tmpfs", mount.toString()))
                .as("a file system can be mounted")
                .isZero();
        SmallDisk disk = new SmallDisk(mount);
        disk.mounted.push(mount);
        return disk;
    }

    /** Makes a folder on it appear elsewhere too. */
    public void showAt(String folder, Path elsewhere) throws IOException {
        Path there = Files.createDirectories(mount.resolve(folder));
        Files.createDirectories(elsewhere);
        assertThat(run("mount", "--bind", there.toString(), elsewhere.toString()))
                .isZero();
        mounted.push(elsewhere);
    }

    public long used() throws IOException {
        var store = Files.getFileStore(mount);
        return store.getTotalSpace() - store.getUsableSpace();
    }

    /** From now on what is on it is about all that fits. */
    public void fill() throws IOException {
        for (int tries = 0; tries < 100; tries++) {
            if (resize(Long.toString(used() + LEFT)) == 0) {
                return;
            }
        }
        throw new AssertionError("more was written each time than was seen before");
    }

    /** The contrary of {@link #fill}. */
    public void makeRoom(String size) throws IOException {
        assertThat(resize(size)).isZero();
    }

    private int resize(String size) throws IOException {
        return run("mount", "-o", "remount,size=" + size, mount.toString());
    }

    @Override
    public void close() throws IOException {
        while (!mounted.isEmpty()) {
            run("umount", "-l", mounted.pop().toString());
        }
    }

    private static int run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }
}
