package io.graphstead.api.idempotency;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it can be given again.
 *
 * @param contentType null where there is no body
 * @param location where what was made lies, if the answer said so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeptAnswer(
        int status, @Nullable String contentType, @Nullable String location, byte[] body) {
    /** Says that the answer is an earlier one. */
    static final String REPLAYED = "Idempotent-Replayed";

    /** The longest body that is kept: far above what any answer to a POST needs. */
    private static final int LONGEST = 1 << 18;

    /** @return empty when it cannot be kept: it is a stream, or too long */
    static Optional<KeptAnswer> of(HttpResponse<?> response, JsonMapper json) {
        Optional<byte[]> body = bytes(response.body(), json).filter(bytes -> bytes.length <= LONGEST);
        return body.map(bytes -> new KeptAnswer(
                response.code(),
                bytes.length == 0
                        ? null
                        : response.getContentType()
                                .orElse(MediaType.APPLICATION_JSON_TYPE)
                                .toString(),
                response.getHeaders().get(HttpHeaders.LOCATION),
                bytes));
    }

    private static Optional<byte[]> bytes(@Nullable Object body, JsonMapper json) {
        return switch (body) {
            case null -> Optional.of(new byte[0]);
            case CharSequence text -> Optional.of(text.toString().getBytes(StandardCharsets.UTF_8));
            case byte[] bytes -> Optional.of(bytes);
            // The records of our wire; anything else, such as a file, is a stream.
            case Record value -> Optional.of(written(value, json));
            default -> Optional.empty();
        };
    }

    private static byte[] written(Object value, JsonMapper json) {
        try {
            return json.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new IllegalStateException("an answer cannot be written as JSON", e);
        }
    }

    MutableHttpResponse<?> again() {
        MutableHttpResponse<byte[]> response = HttpResponse.status(status, null);
        response.header(REPLAYED, "true");
        if (location != null) {
            response.header(HttpHeaders.LOCATION, location);
        }
        return contentType == null ? response : response.body(body).contentType(MediaType.of(contentType));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeptAnswer that
                && status == that.status
                && Objects.equals(contentType, that.contentType)
                && Objects.equals(location, that.location)
                && Arrays.equals(body, that.body);
    }

    @Override
    public int hashCode() {
        return Objects.hash(status, contentType, location, Arrays.hashCode(body));
    }

    /** Without the body, which may hold a secret. */
    @Override
    public String toString() {
        return "KeptAnswer[" + status + "]";
    }
}
