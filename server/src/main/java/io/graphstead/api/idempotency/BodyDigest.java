package io.graphstead.api.idempotency;

import io.micronaut.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * SHA-256 of what a request says: its query and its body, as the body passes by, so that no part of it is kept. The
 * boundary between the parts of a multipart body is left out: clients choose another one each time they send the same file.
 */
final class BodyDigest implements Subscriber<byte[]> {
    private final MessageDigest digest;
    /** Looked for in the body; empty when there is none. */
    private final byte[] boundary;
    /** Knuth, Morris and Pratt: where to go on in the boundary when its next byte does not come. */
    private final int[] back;

    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private int matched;

    private BodyDigest(byte[] boundary) {
        this.boundary = boundary;
        this.back = new int[boundary.length];
        for (int i = 1, length = 0; i < boundary.length; i++) {
            while (length > 0 && boundary[i] != boundary[length]) {
                length = back[length - 1];
            }
            if (boundary[i] == boundary[length]) {
                length++;
            }
            back[i] = length;
        }
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static BodyDigest of(HttpRequest<?> request) {
        byte[] boundary = request.getContentType()
                .filter(type -> "multipart".equals(type.getType()))
                .flatMap(type -> type.getParameters().get("boundary"))
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                .orElse(new byte[0]);
        BodyDigest begun = new BodyDigest(boundary);
        String query = Optional.ofNullable(request.getUri().getRawQuery()).orElse("");
        begun.digest.update((query + "\n").getBytes(StandardCharsets.UTF_8));
        return begun;
    }

    /** Complete when the body has come in whole. */
    CompletableFuture<byte[]> whole() {
        return whole;
    }

    void add(byte[] bytes) {
        if (boundary.length == 0) {
            digest.update(bytes);
            return;
        }
        // Where the bytes begin that are surely none of a boundary's, while none is being matched.
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (matched == 0) {
                if (bytes[at] != boundary[0]) {
                    continue;
                }
                digest.update(bytes, from, at - from);
            }
            while (matched > 0 && bytes[at] != boundary[matched]) {
                int shorter = back[matched - 1];
                digest.update(boundary, 0, matched - shorter);
                matched = shorter;
            }
            if (bytes[at] == boundary[matched]) {
                matched = matched + 1 == boundary.length ? 0 : matched + 1;
                from = at + 1;
            } else {
                from = at;
            }
        }
        if (matched == 0) {
            digest.update(bytes, from, bytes.length - from);
        }
    }

    byte[] end() {
        digest.update(boundary, 0, matched);
        return digest.digest();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(byte[] bytes) {
        add(bytes);
    }

    @Override
    public void onError(Throwable broken) {
        whole.completeExceptionally(broken);
    }

    @Override
    public void onComplete() {
        whole.complete(end());
    }
}
