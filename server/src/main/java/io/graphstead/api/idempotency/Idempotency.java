package io.graphstead.api.idempotency;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.api.CallerBinder;
import io.graphstead.api.RequestBody;
import io.graphstead.platform.keys.Sealer;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.body.ByteBody;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.filter.FilterContinuation;
import io.micronaut.json.JsonMapper;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Honours {@code Idempotency-Key} on every POST of a caller who is known: on those that create, and on commands as well, so
 * that no new route can be forgotten. The first request with a key is done and its answer kept; the same again is given
 * the same answer; the same key with another body is refused; one that comes while the first is still being done waits for
 * it. Only success is kept: a refused or failed request has changed nothing and frees its key, since what stood in its way
 * may be gone when it is repeated ("wait until it has finished, then try again").
 */
@ServerFilter(value = ServerFilter.MATCH_ALL_PATTERN, methods = HttpMethod.POST)
@Requires(beans = KeyStore.class)
final class Idempotency implements Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOKED_AGAIN_AFTER = Duration.ofMillis(50);
    /** For what of the body is still under way when the route has answered. */
    private static final Duration REST_OF_BODY = Duration.ofSeconds(10);

    private final KeyStore keys;
    private final Sealer sealer;
    private final JsonMapper json;
    private final ObjectMapper kept = new ObjectMapper();

    Idempotency(KeyStore keys, Sealer sealer, JsonMapper json) {
        this.keys = keys;
        this.sealer = sealer;
        this.json = json;
    }

    /** After the gate: a key belongs to a caller. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 2000;
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    HttpResponse<?> once(HttpRequest<?> request, FilterContinuation<HttpResponse<?>> next) {
        Optional<RequestKey> key = CallerBinder.callerOf(request).flatMap(_ -> RequestKey.of(request));
        if (key.isEmpty()) {
            return next.proceed();
        }
        return switch (claim(key.get())) {
            case KeyStore.Claim.Ours(UUID attempt) -> first(key.get(), attempt, request, next);
            case KeyStore.Claim.Answered(byte[] digest, byte[] answer) -> again(key.get(), request, digest, answer);
            case KeyStore.Claim.Running _ ->
                throw RequestKey.invalid("belongs to a request that is still being done; ask again in a few seconds");
        };
    }

    private KeyStore.Claim claim(RequestKey key) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        KeyStore.Claim claim = keys.claim(key);
        while (claim instanceof KeyStore.Claim.Running && System.nanoTime() < until) {
            try {
                Thread.sleep(LOOKED_AGAIN_AFTER);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return claim;
            }
            claim = keys.claim(key);
        }
        return claim;
    }

    private HttpResponse<?> first(
            RequestKey key, UUID attempt, HttpRequest<?> request, FilterContinuation<HttpResponse<?>> next) {
        boolean done = false;
        try {
            BodyDigest digest = beside(request);
            HttpResponse<?> response = next.proceed();
            if (!digest.whole().isDone()) {
                readOn(request);
            }
            done = response.code() < 300 && keep(key, attempt, digest, response);
            return response;
        } finally {
            if (!done) {
                free(key, attempt);
            }
        }
    }

    /** Reads along with whoever reads the body, at that one's pace: nothing of it is held for the digest's sake. */
    private static BodyDigest beside(HttpRequest<?> request) {
        BodyDigest digest = BodyDigest.of(request);
        ByteBody body = RequestBody.bytesOf(request);
        boolean small = body.expectedLength().orElse(Long.MAX_VALUE) <= RequestBody.LONGEST;
        // A small body is fetched at once: routes that want none never read the one that was sent.
        CloseableByteBody copy =
                body.split(small ? ByteBody.SplitBackpressureMode.FASTEST : ByteBody.SplitBackpressureMode.ORIGINAL);
        copy.toByteArrayPublisher().subscribe(digest);
        return digest;
    }

    /** A route that wants no body has not read the large one that was sent. */
    private static void readOn(HttpRequest<?> request) {
        try {
            RequestBody.bytesOf(request).move().toByteArrayPublisher().subscribe(BodyDigest.of(request));
        } catch (IllegalStateException _) {
            // The route has taken it and reads it.
        }
    }

    private boolean keep(RequestKey key, UUID attempt, BodyDigest digest, HttpResponse<?> response) {
        try {
            Optional<KeptAnswer> answer = KeptAnswer.of(response, json);
            if (answer.isEmpty()) {
                LOG.warn("The answer at {} cannot be kept for its Idempotency-Key", key.path());
                return false;
            }
            byte[] sent = digest.whole().get(REST_OF_BODY.toMillis(), TimeUnit.MILLISECONDS);
            keys.answered(key, attempt, sent, sealer.seal(key.purpose(), kept.writeValueAsBytes(answer.get())));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
            // What the request asked for was done, and its sender is told so.
            LOG.warn("The answer at {} is not kept for its Idempotency-Key", key.path(), e);
            return false;
        }
    }

    /** When that fails, the key is free as soon as the store takes the try for dead. */
    private void free(RequestKey key, UUID attempt) {
        try {
            keys.free(key, attempt);
        } catch (RuntimeException e) {
            LOG.warn("An Idempotency-Key for {} is held until it expires", key.path(), e);
        }
    }

    private HttpResponse<?> again(RequestKey key, HttpRequest<?> request, byte[] digest, byte[] answer) {
        if (!MessageDigest.isEqual(digest, wholeOf(request))) {
            throw RequestKey.invalid("was used for a request with another body; make a new key for each new request");
        }
        try {
            return kept.readValue(sealer.unseal(key.purpose(), answer), KeptAnswer.class)
                    .again();
        } catch (IOException e) {
            throw new IllegalStateException("a kept answer cannot be read", e);
        }
    }

    private static byte[] wholeOf(HttpRequest<?> request) {
        BodyDigest digest = BodyDigest.of(request);
        // Moved, not split: nobody else reads it, so nothing is held for them.
        RequestBody.bytesOf(request).move().toByteArrayPublisher().subscribe(digest);
        try {
            return digest.whole().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the body came in", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the body did not come in", e);
        }
    }
}
