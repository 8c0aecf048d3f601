package io.graphstead.testing.typedb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.engine.Credentials;
import io.graphstead.runtime.Reach;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A client of a server's HTTP API that writes persons with names and reads them, as TypeQL of 3.x has it. */
public final class TypeDbClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Reach reach;
    private final String token;

    private TypeDbClient(Reach reach, String token) {
        this.reach = reach;
        this.token = token;
    }

    /** Answered with anything but success. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    public static TypeDbClient signedIn(Reach reach, Credentials credentials) throws IOException {
        TypeDbClient open = new TypeDbClient(reach, "");
        JsonNode answer = open.answered(open.request(
                "POST",
                "/v1/signin",
                json(Map.of("username", credentials.username(), "password", credentials.password()))));
        return new TypeDbClient(reach, answer.path("token").asText());
    }

    public void createDatabase(String name) throws IOException {
        answered(request("POST", "/v1/databases/" + name, BodyPublishers.noBody()));
        answered(query(name, "schema", "define attribute name, value string; entity person, owns name @card(0..);"));
    }

    public List<String> databases() throws IOException {
        List<String> names = new ArrayList<>();
        answered(request("GET", "/v1/databases", BodyPublishers.noBody()))
                .path("databases")
                .forEach(database -> names.add(database.path("name").asText()));
        return names;
    }

    /** Committed when this returns. */
    public void insert(String database, String... names) throws IOException {
        StringBuilder query = new StringBuilder("insert");
        for (int i = 0; i < names.length; i++) {
            query.append(" $p")
                    .append(i)
                    .append(" isa person, has name \"")
                    .append(names[i])
                    .append("\";");
        }
        answered(query(database, "write", query.toString()));
    }

    public List<String> names(String database) throws IOException {
        List<String> names = new ArrayList<>();
        answered(query(database, "read", "match $p isa person, has name $n;"))
                .path("answers")
                .forEach(row ->
                        names.add(row.path("data").path("n").path("value").asText()));
        return names;
    }

    /** A product of so many persons that it is never at its end; completes when the server goes. */
    public CompletableFuture<HttpResponse<String>> endlessQuery(String database) {
        HttpRequest request = query(
                database,
                "read",
                "match $a isa person; $b isa person; $c isa person; $d isa person; $e isa person; $f isa person;"
                        + " $g isa person; $h isa person; reduce $count = count;");
        return HTTP.sendAsync(request, BodyHandlers.ofString());
    }

    private HttpRequest query(String database, String type, String query) {
        return request(
                "POST", "/v1/query", json(Map.of("databaseName", database, "transactionType", type, "query", query)));
    }

    private static BodyPublisher json(Map<String, String> fields) {
        return BodyPublishers.ofString(JSON.valueToTree(fields).toString());
    }

    private HttpRequest request(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://" + reach.host() + ":" + reach.port() + path))
                .header("Content-Type", "application/json")
                .method(method, body);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token).timeout(Duration.ofMinutes(5));
        }
        return request.build();
    }

    private JsonNode answered(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> answer = HTTP.sendAsync(request, BodyHandlers.ofString())
                    .get(LIMIT.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
            if (answer.statusCode() / 100 != 2) {
                throw new Refused(
                        request.uri().getPath() + " was answered with " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body().startsWith("{") ? JSON.readTree(answer.body()) : JSON.nullNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IOException(e);
        }
    }
}
