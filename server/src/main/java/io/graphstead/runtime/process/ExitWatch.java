package io.graphstead.runtime.process;

import io.graphstead.runtime.Runtime;
import io.graphstead.runtime.WorkloadName;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns of the end of processes, own children or adopted ones, at once and with one thread for all of them: it sleeps in
 * poll(2) over their descriptors.
 */
final class ExitWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExitWatch.class);

    private final Map<ProcessId, Watched> watched = new ConcurrentHashMap<>();
    private final List<Consumer<WorkloadName>> listeners = new CopyOnWriteArrayList<>();
    private final int changed;
    private final Thread thread;
    private volatile boolean closing;

    private record Watched(WorkloadName name, Pidfd pidfd, CompletableFuture<Void> ended) {}

    ExitWatch() {
        this.changed = Linux.eventfd();
        if (changed < 0) {
            throw new IllegalStateException("no eventfd could be made (error " + -changed + ")");
        }
        this.thread = Thread.ofPlatform().daemon().name("workload-watch").unstarted(this::watch);
        thread.start();
    }

    /** Completed when the process has ended, which may be already. Watched from now on, once however often this is asked. */
    CompletableFuture<Void> end(WorkloadName name, ProcessId process) {
        Watched known = watched.get(process);
        if (known != null) {
            return known.ended;
        }
        if (closing) {
            throw new IllegalStateException("the watch was closed");
        }
        Optional<Pidfd> opened = Pidfd.open(process);
        if (opened.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Watched mine = new Watched(name, opened.get(), new CompletableFuture<>());
        Watched other = watched.putIfAbsent(process, mine);
        if (other != null) {
            mine.pidfd.close();
            return other.ended;
        }
        Linux.wake(changed);
        return mine.ended;
    }

    boolean isWatched(ProcessId process) {
        return watched.containsKey(process);
    }

    Runtime.Watch listen(Consumer<WorkloadName> listener) {
        // An own object, so that the same consumer may listen twice and leave once.
        Consumer<WorkloadName> own = name -> listener.accept(name);
        listeners.add(own);
        return () -> listeners.remove(own);
    }

    private void watch() {
        while (!closing) {
            List<Map.Entry<ProcessId, Watched>> all = new ArrayList<>(watched.entrySet());
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment pollfds = arena.allocate(Linux.POLLFD, all.size() + 1L);
                set(pollfds, 0, changed);
                for (int i = 0; i < all.size(); i++) {
                    set(pollfds, i + 1, all.get(i).getValue().pidfd.fd());
                }
                int ready = Linux.poll(pollfds, all.size() + 1L, -1);
                if (ready == -Linux.EINTR) {
                    continue;
                }
                if (ready < 0) {
                    LOG.error("The ends of databases are no longer noticed: poll failed with error {}", -ready);
                    return;
                }
                if (came(pollfds, 0)) {
                    Linux.drain(changed);
                }
                for (int i = 0; i < all.size(); i++) {
                    if (came(pollfds, i + 1)) {
                        ended(all.get(i).getKey());
                    }
                }
            }
        }
        watched.values().forEach(w -> {
            w.pidfd.close();
            w.ended.completeExceptionally(new IllegalStateException("the watch was closed"));
        });
    }

    private static void set(MemorySegment pollfds, long index, int fd) {
        long at = index * Linux.POLLFD.byteSize();
        pollfds.set(ValueLayout.JAVA_INT, at, fd);
        pollfds.set(ValueLayout.JAVA_SHORT, at + 4, Linux.POLLIN);
    }

    private static boolean came(MemorySegment pollfds, long index) {
        return pollfds.get(ValueLayout.JAVA_SHORT, index * Linux.POLLFD.byteSize() + 6) != 0;
    }

    private void ended(ProcessId process) {
        Optional.ofNullable(watched.remove(process)).ifPresent(w -> {
            w.pidfd.close();
            w.ended.complete(null);
            for (Consumer<WorkloadName> listener : listeners) {
                try {
                    listener.accept(w.name);
                } catch (RuntimeException e) {
                    LOG.error("A listener failed on the end of {}", w.name, e);
                }
            }
        });
    }

    /** Ends the watch, not what is watched. */
    @Override
    public void close() {
        closing = true;
        Linux.wake(changed);
        try {
            thread.join();
            Linux.close(changed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
