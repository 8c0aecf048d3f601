package io.graphstead.identity.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Asks the provider, for no longer than someone who signs in will wait. Follows no redirects. */
final class ProviderHttp implements ResourceRetriever {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int LONGEST = 1 << 20;

    private final HttpClient client;

    ProviderHttp(Optional<SSLContext> trust) {
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT);
        trust.ifPresent(builder::sslContext);
        client = builder.build();
    }

    /** What was answered. */
    record Answer(int status, String text) {
        Map<String, Object> json() throws IOException {
            try {
                return JSONObjectUtils.parse(text);
            } catch (ParseException e) {
                throw new IOException("the answer is no JSON object", e);
            }
        }

        @Override
        public String toString() {
            return "Answer[" + status + "]";
        }
    }

    Answer get(URI address, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).GET();
        headers.forEach(request::header);
        return send(request);
    }

    Answer post(URI address, String form, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        headers.forEach(request::header);
        return send(request);
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<InputStream> response = client.send(
                    request.header("Accept", "application/json").timeout(LIMIT).build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(LONGEST + 1);
                if (bytes.length > LONGEST) {
                    throw new IOException("the answer is longer than " + LONGEST + " bytes");
                }
                return new Answer(response.statusCode(), new String(bytes, StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        Answer answer = get(URI.create(url.toString()), Map.of());
        if (answer.status() != 200) {
            throw new IOException("status " + answer.status());
        }
        return new Resource(answer.text(), "application/json");
    }
}
