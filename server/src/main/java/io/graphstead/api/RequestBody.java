package io.graphstead.api;

import io.graphstead.refusal.Refusal.Malformed;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.ByteBody;
import io.micronaut.http.exceptions.HttpStatusException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The body of a request, read when the method asks for it: after it has checked who may do this, as the order of checks
 * wants (GrapheneDB contract §1). An argument {@code RequestBody<NewThing> body} of a controller's method, without any
 * annotation; {@code NewThing} is a record whose components are nullable where they may be absent.
 *
 * @param <T> the record that it is read into
 */
public final class RequestBody<T> {
    /** Far above what any JSON of both contracts needs. */
    public static final int LONGEST = 1 << 20;

    private static final String ATTRIBUTE = "graphstead.body";

    private final HttpRequest<?> request;
    private final Class<T> type;
    private final Dialect dialect;
    private final BodyReader reader;

    RequestBody(HttpRequest<?> request, Class<T> type, Dialect dialect, BodyReader reader) {
        this.request = request;
        this.type = type;
        this.dialect = dialect;
        this.reader = reader;
    }

    /** Remembers where the bytes are: a filter that gives the request another path hides them. */
    static void keep(HttpRequest<?> request) {
        if (request instanceof ServerHttpRequest<?> server) {
            request.setAttribute(ATTRIBUTE, server.byteBody());
        }
    }

    /**
     * Waits for the body, so only on a thread that may wait. An absent body is one without fields.
     *
     * @throws Refused when it is no JSON object (or, where the dialect takes it, form), or a field has the wrong type
     */
    public T read() {
        byte[] bytes = whole(request);
        if (bytes.length == 0) {
            return reader.json("{}", type, dialect.unknownFields());
        }
        Optional<MediaType> sent = contentType();
        if (sent.isPresent() && dialect.bodyTypes().stream().noneMatch(one -> one.matches(sent.get()))) {
            throw new HttpStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "body");
        }
        String text = text(bytes);
        boolean form = sent.isPresent() && MediaType.APPLICATION_FORM_URLENCODED_TYPE.matches(sent.get());
        return form ? reader.form(text, type) : reader.json(text, type, dialect.unknownFields());
    }

    private Optional<MediaType> contentType() {
        String header = request.getHeaders().get(HttpHeaders.CONTENT_TYPE);
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(MediaType.of(header));
        } catch (IllegalArgumentException _) {
            throw new HttpStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "body");
        }
    }

    /** The bytes themselves, whatever path a filter has given the request since they began to come in. */
    public static ByteBody bytesOf(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, ByteBody.class)
                .orElseThrow(() -> new IllegalStateException("the request came past the first filter"));
    }

    /** A form as it was sent, waiting for it: for pages, whose fields are not those of a record. */
    public static String formOf(HttpRequest<?> request) {
        if (!request.getContentType()
                .map(MediaType.APPLICATION_FORM_URLENCODED_TYPE::matches)
                .orElse(false)) {
            return "";
        }
        return text(whole(request));
    }

    private static byte[] whole(HttpRequest<?> request) {
        ByteBody body = bytesOf(request);
        if (body.expectedLength().orElse(0) > LONGEST) {
            throw tooLong();
        }
        // Of a body that does not say how long it is, no more is held than can be of use.
        try (InputStream in = body.split(ByteBody.SplitBackpressureMode.FASTEST).toInputStream()) {
            byte[] whole = in.readNBytes(LONGEST + 1);
            if (whole.length > LONGEST) {
                throw tooLong();
            }
            return whole;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpStatusException tooLong() {
        return new HttpStatusException(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "body");
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new Refused(new Malformed("the body is not UTF-8 text; send it in UTF-8"));
        }
    }
}
