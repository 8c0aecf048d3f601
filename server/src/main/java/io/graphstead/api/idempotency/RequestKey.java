package io.graphstead.api.idempotency;

import io.graphstead.api.CallerBinder;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Optional;

/**
 * A key, and for what it was given: the same word from another client or for another path is another key.
 *
 * @param caller {@link io.graphstead.identity.Caller#label}
 */
record RequestKey(String caller, String path, String key) {
    static final String HEADER = "Idempotency-Key";

    private static final int LONGEST = 255;

    /**
     * The key of a request that was let through.
     *
     * @return empty when it has none
     * @throws Refused when it is not well-formed
     */
    static Optional<RequestKey> of(HttpRequest<?> request) {
        List<String> sent = request.getHeaders().getAll(HEADER);
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        if (sent.size() > 1) {
            throw invalid("is there " + sent.size() + " times; send one");
        }
        String key = sent.getFirst();
        boolean printable = key.chars().allMatch(each -> each >= ' ' && each <= '~');
        if (key.isBlank() || key.length() > LONGEST || !printable) {
            throw invalid(
                    "must be 1 to " + LONGEST + " printable ASCII characters, such as a UUID made for this request");
        }
        return CallerBinder.callerOf(request).map(caller -> new RequestKey(caller.label(), request.getPath(), key));
    }

    /** A refusal that names the header. */
    static Refused invalid(String words) {
        return new Refused(new InvalidField(HEADER, HEADER + " " + words));
    }

    /** What the answer is sealed for: it does not open as the answer to anything else. */
    String purpose() {
        return "answer to " + caller + " at " + path + " under " + key;
    }
}
