package io.graphstead.runtime.process;

import io.graphstead.runtime.Usage;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** What a running workload uses. */
final class Measuring {
    /** The unit of processor times under {@code /proc}, the same on all machines whatever the kernel counts by. */
    private static final long MILLIS_PER_TICK = 10;

    private Measuring() {}

    static Usage usage(Launched launched, DeploymentFolder folder) {
        Set<Long> pids = new LinkedHashSet<>(Set.of(launched.process().pid()));
        pids.addAll(Cgroups.members(launched.start().cgroups()));
        long memory = Cgroups.memoryBytes(launched.start().cgroups())
                .orElseGet(() -> pids.stream().mapToLong(Procfs::residentBytes).sum());
        long ticks = pids.stream()
                .mapToLong(pid -> Procfs.stat(pid).map(Procfs.Stat::cpuTicks).orElse(0L))
                .sum();
        return new Usage(memory, Duration.ofMillis(ticks * MILLIS_PER_TICK), bytesOnDisk(folder.data()), launched.start().startedAt());
    }

    /** Blocks that a folder's files take, links not followed. Files that come and go meanwhile count or do not. */
    static long bytesOnDisk(Path folder) {
        AtomicLong bytes = new AtomicLong();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    bytes.addAndGet(Math.max(0, Linux.bytesOnDisk(file)));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // a folder went while it was listed; what was seen until then is as good an answer as any
        }
        return bytes.get();
    }
}
