package io.graphstead.runtime.process.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether files can be fetched from release sites, seen by asking for their heads and remembered. Asks only when somebody
 * wants to know; an answer that has grown old is still given while it is asked for anew.
 */
final class Reachability {
    /**
     * @param yes how long it is believed that a file can be had
     * @param no how long that it cannot
     * @param stale how old an answer may be that is given while it is asked for anew
     * @param patience how long an asker waits when there is no answer at all
     */
    record Times(Duration yes, Duration no, Duration stale, Duration patience) {
        static final Times USUAL =
                new Times(Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofSeconds(3));
    }

    private record Answer(Instant at, Optional<String> why) {}

    /** One question that is on its way: many wait for it, all until the same moment. */
    private record Asking(CompletableFuture<Answer> answer, long waitUntilNanos) {}

    private final ReleaseSite site;
    private final Duration limit;
    private final Times times;
    private final Clock clock;
    private final Map<URI, Answer> answers = new HashMap<>();
    private final Map<URI, Asking> asking = new HashMap<>();

    /** @param limit after which a site that has not answered does not answer */
    Reachability(ReleaseSite site, Duration limit, Times times, Clock clock) {
        this.site = site;
        this.limit = limit;
        this.times = times;
        this.clock = clock;
    }

    /** Why the file cannot be had now, in words; empty when it can. */
    Optional<String> whyNot(URI address) {
        Asking asked;
        synchronized (this) {
            Answer known = answers.get(address);
            if (known != null) {
                Duration age = Duration.between(known.at(), clock.instant());
                boolean fresh = age.compareTo(known.why().isEmpty() ? times.yes() : times.no()) < 0;
                if (!fresh) {
                    ask(address);
                }
                if (fresh || age.compareTo(times.stale()) < 0) {
                    return known.why();
                }
            }
            asked = ask(address);
        }
        return waited(address, asked);
    }

    private Optional<String> waited(URI address, Asking asked) {
        try {
            long left = Math.max(0, asked.waitUntilNanos() - System.nanoTime());
            return asked.answer().get(left, TimeUnit.NANOSECONDS).why();
        } catch (TimeoutException e) {
            return Optional.of(address.getHost() + " has not answered yet");
        } catch (ExecutionException e) {
            return Optional.of("whether it can be fetched could not be found out: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(address.getHost() + " was not waited for");
        }
    }

    private synchronized Asking ask(URI address) {
        Asking running = asking.get(address);
        if (running != null) {
            return running;
        }
        // Several files of a site that does not answer are waited for together, not one after the other.
        long until = asking.entrySet().stream()
                .filter(other -> address.getAuthority().equals(other.getKey().getAuthority()))
                .mapToLong(other -> other.getValue().waitUntilNanos())
                .min()
                .orElseGet(() -> System.nanoTime() + times.patience().toNanos());
        Asking begun = new Asking(new CompletableFuture<>(), until);
        asking.put(address, begun);
        Thread.ofVirtual().name("release-site").start(() -> find(address, begun.answer()));
        return begun;
    }

    private void find(URI address, CompletableFuture<Answer> answer) {
        try {
            Optional<String> why = head(address);
            Answer found = new Answer(clock.instant(), why);
            // Before anybody is told: who asks next must not be given this answer as one that is on its way.
            synchronized (this) {
                answers.put(address, found);
                asking.remove(address);
            }
            answer.complete(found);
        } catch (RuntimeException e) {
            synchronized (this) {
                asking.remove(address);
            }
            answer.completeExceptionally(e);
        }
    }

    private Optional<String> head(URI address) {
        try {
            int status = status("HEAD", address, Map.of());
            if (status == 405 || status == 501) {
                status = status("GET", address, Map.of("Range", "bytes=0-0"));
            }
            return status == 200 || status == 206
                    ? Optional.empty()
                    : Optional.of(address + ": " + Unreached.of(status).getMessage());
        } catch (IOException e) {
            return Optional.of(address.getHost() + " cannot be reached: " + Unreached.words(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(address.getHost() + " was not waited for");
        }
    }

    private int status(String method, URI address, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = site.ask(method, address, headers, limit);
        try (InputStream body = answer.body()) {
            return answer.statusCode();
        }
    }
}
