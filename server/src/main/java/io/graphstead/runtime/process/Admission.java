package io.graphstead.runtime.process;

import io.graphstead.runtime.PortPurpose;
import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What must be there before something new is begun: disk, open files, ports. */
final class Admission {
    /** Fewer open files than this and an engine fails later in ways that nobody understands. */
    private static final long LEAST_OPEN_FILES = 4096;

    private final Path volumes;
    private final long minFreeDiskBytes;

    Admission(Path volumes, ProcessSettings settings) {
        this.volumes = volumes;
        this.minFreeDiskBytes = settings.minFreeDiskMb() * 1024L * 1024;
    }

    long freeDiskBytes() {
        try {
            return Files.getFileStore(volumes).getUsableSpace();
        } catch (IOException e) {
            throw new RuntimeFailure.Passing("the free space of " + volumes + " cannot be told: " + e.getMessage(), e);
        }
    }

    void checkDisk() {
        long free = freeDiskBytes();
        if (free < minFreeDiskBytes) {
            throw new RuntimeFailure.Passing(
                    "only " + free / 1024 / 1024 + " MiB of disk are free below " + volumes + ", "
                            + minFreeDiskBytes / 1024 / 1024
                            + " MiB are asked for (runtime.min-free-disk-mb); make room or delete databases");
        }
    }

    /** @param bytes what is going to be written */
    void checkRoom(long bytes, String what) {
        long free = freeDiskBytes();
        if (free - minFreeDiskBytes < bytes) {
            throw new RuntimeFailure.Passing(what + " takes " + mebibytes(bytes) + " MiB; " + mebibytes(free)
                    + " MiB of disk are free below " + volumes + ", of which " + mebibytes(minFreeDiskBytes)
                    + " MiB stay free (runtime.min-free-disk-mb); make room or delete databases");
        }
    }

    private static long mebibytes(long bytes) {
        return (bytes + 1024 * 1024 - 1) / 1024 / 1024;
    }

    void checkOpenFiles() {
        long limit = Procfs.openFilesLimit();
        if (limit < LEAST_OPEN_FILES) {
            throw new RuntimeFailure.Passing("a process may open only " + limit + " files here, a database needs "
                    + LEAST_OPEN_FILES + "; raise the limit (ulimit -Hn, or LimitNOFILE in the systemd unit)");
        }
    }

    void checkPorts(Map<PortPurpose, Integer> ports) {
        ports.forEach((purpose, port) -> {
            if (!Sockets.isFree(port)) {
                throw new RuntimeFailure.PortTaken(purpose, port, Sockets.holder(port));
            }
        });
    }
}
