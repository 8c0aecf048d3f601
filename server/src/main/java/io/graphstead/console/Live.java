package io.graphstead.console;

import gg.jte.models.runtime.JteModel;
import io.graphstead.identity.Session;
import io.graphstead.refusal.Refusal.TooManyRequests;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps open pages as things are: one stream of server-sent events for each, which sends the parts of the page that look
 * otherwise than before. A stream ends after some minutes, and the browser comes again: that is when it is asked anew who
 * may see this. One virtual thread for each, which mostly waits.
 */
@Singleton
public final class Live {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int LOOKS = 300;
    private static final int MOST_STREAMS = 500;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free = new Semaphore(MOST_STREAMS);
    private final CountDownLatch closed = new CountDownLatch(1);

    /** A part of a page by its element's id. */
    public interface Parts extends Supplier<Map<String, JteModel>> {}

    /** @param parts asked again and again; what it throws ends the stream, {@link Session}s that have ended included */
    public MutableHttpResponse<?> stream(Parts parts) {
        if (!free.tryAcquire()) {
            throw new Refused(new TooManyRequests(Duration.ofSeconds(30)));
        }
        Looking looking = new Looking(parts);
        return HttpResponse.ok(Flux.<byte[]>generate(sink -> {
                            byte[] news = looking.next();
                            if (news.length == 0) {
                                sink.complete();
                            } else {
                                sink.next(news);
                            }
                        })
                        .subscribeOn(Schedulers.fromExecutorService(threads))
                        .doFinally(_ -> free.release()))
                .contentType(MediaType.TEXT_EVENT_STREAM_TYPE);
    }

    /** One stream. */
    private final class Looking {
        private final Parts parts;
        private final Map<String, String> shown = new HashMap<>();
        private int looks;

        Looking(Parts parts) {
            this.parts = parts;
        }

        /** Waits until something looks otherwise, or it is time to say that the stream is there; empty at its end. */
        byte[] next() {
            long silentUntil = System.nanoTime() + HEARTBEAT.toNanos();
            while (looks++ < LOOKS && closed.getCount() > 0) {
                StringBuilder events = new StringBuilder();
                parts.get().forEach((id, model) -> {
                    String html = model.render();
                    if (!html.equals(shown.put(id, html))) {
                        events.append("event: part\nid: ").append(id).append('\n');
                        html.lines()
                                .forEach(line ->
                                        events.append("data: ").append(line).append('\n'));
                        events.append('\n');
                    }
                });
                if (!events.isEmpty()) {
                    return events.toString().getBytes(StandardCharsets.UTF_8);
                }
                if (System.nanoTime() > silentUntil) {
                    return ": nothing new\n\n".getBytes(StandardCharsets.UTF_8);
                }
                pause();
            }
            return new byte[0];
        }

        private void pause() {
            try {
                if (closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    looks = LOOKS;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                looks = LOOKS;
            }
        }
    }

    @PreDestroy
    void close() {
        closed.countDown();
    }
}
