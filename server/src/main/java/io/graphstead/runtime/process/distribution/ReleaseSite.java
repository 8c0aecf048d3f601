package io.graphstead.runtime.process.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Asks a release site over HTTP, by the proxies that this Java is set up with, and follows where it sends. */
final class ReleaseSite {
    private static final Set<Integer> SENT_ON = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 5;

    private final HttpClient http;

    ReleaseSite(Duration connect) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect)
                .build();
    }

    /** An answer that cannot be used however often it is asked for. */
    static final class Unusable extends IOException {
        private static final long serialVersionUID = 1L;

        Unusable(String message) {
            super(message);
        }
    }

    /**
     * The answer, whose body must be closed.
     *
     * @throws Unusable when it sends to where nothing is fetched from, or round in a circle
     */
    HttpResponse<InputStream> ask(String method, URI address, Map<String, String> headers, Duration limit)
            throws IOException, InterruptedException {
        URI at = address;
        for (int followed = 0; followed <= MOST_REDIRECTS; followed++) {
            HttpRequest.Builder request = HttpRequest.newBuilder(at)
                    .timeout(limit)
                    .header("User-Agent", "Graphstead")
                    .method(method, HttpRequest.BodyPublishers.noBody());
            headers.forEach(request::header);
            HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
            if (!SENT_ON.contains(answer.statusCode())) {
                return answer;
            }
            answer.body().close();
            at = next(at, answer.headers().firstValue("Location").orElse(""));
        }
        throw new Unusable("it sends from one address to another more than " + MOST_REDIRECTS + " times");
    }

    private static URI next(URI from, String location) throws Unusable {
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new Unusable("it sends on to what is no address");
        }
        if (location.isEmpty() || !Address.mayLeadTo(from, to)) {
            // Of the address only its beginning is shown: release sites sign what they send to.
            throw new Unusable("it sends on to " + to.getScheme() + "://" + to.getHost()
                    + ", and only addresses with https are followed");
        }
        return to;
    }
}
