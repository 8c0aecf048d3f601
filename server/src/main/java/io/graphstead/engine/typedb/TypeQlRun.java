package io.graphstead.engine.typedb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.graphstead.engine.Credentials;
import io.graphstead.engine.query.Queries;
import io.graphstead.engine.query.Query;
import io.graphstead.engine.query.QueryAnswer;
import io.graphstead.engine.query.QueryFailed;
import io.graphstead.engine.query.QueryFailed.Position;
import io.graphstead.engine.query.QueryFailed.Why;
import io.graphstead.engine.query.Shortening;
import io.graphstead.runtime.Reach;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One query of a person, in a transaction of its own: closing that from elsewhere ends the query. */
final class TypeQlRun implements Queries.Running {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BESIDES = Duration.ofSeconds(5);

    /** {@code --> 3 | …} and {@code line 3, column 5}, as different errors have it. */
    private static final Pattern PLACE = Pattern.compile("(?:-->\\s*|line )(\\d+)(?:(?::|, column )(\\d+))?");

    private final Reach reach;
    private final Credentials credentials;
    private final Query query;
    private volatile boolean cancelled;
    private volatile Optional<Open> open = Optional.empty();

    /** A transaction that was begun. */
    private record Open(Signed api, String id) {}

    TypeQlRun(Reach reach, Credentials credentials, Query query) {
        this.reach = reach;
        this.credentials = credentials;
        this.query = query;
    }

    /** The API for who has signed in. */
    record Signed(HttpApi api, String token) {
        JsonNode databases() throws QueryFailed {
            try {
                return read(api.get(token, "/v1/databases"));
            } catch (IOException e) {
                throw noAnswer(e);
            }
        }

        JsonNode post(String path, ObjectNode body, long mostBytes) throws QueryFailed {
            try {
                return read(api.post(token, path, body.toString(), mostBytes));
            } catch (IOException e) {
                throw noAnswer(e);
            }
        }
    }

    static Signed signedIn(HttpApi api, Credentials credentials) throws QueryFailed {
        try {
            HttpApi.Answer answer = api.signIn(credentials);
            if (answer.isRefusal()) {
                throw new QueryFailed(
                        Why.PASSWORD,
                        "The database does not take the password that is known here: it was changed inside of the"
                                + " database.");
            }
            return new Signed(api, HttpApi.token(answer));
        } catch (IOException e) {
            throw noAnswer(e);
        }
    }

    private static QueryFailed noAnswer(IOException e) {
        boolean tooLarge = String.valueOf(e.getMessage()).contains("body exceeds");
        return tooLarge
                ? new QueryFailed(
                        Why.TOO_LONG, "The answer is too large for a page. Ask for fewer rows or smaller values.")
                : new QueryFailed(Why.NO_ANSWER, "The database did not answer: " + e.getMessage());
    }

    @Override
    public QueryAnswer answer() throws QueryFailed {
        if (query.database().isEmpty()) {
            throw new QueryFailed(Why.REFUSED, "Choose the database that it is for.");
        }
        Signed api = signedIn(new HttpApi(reach, query.limits().time().plus(BESIDES)), credentials);
        try {
            return answer(begin(api));
        } catch (QueryFailed e) {
            throw cancelled
                    ? new QueryFailed(Why.CANCELLED, "It was cancelled, and what it had changed was undone.")
                    : e;
        } finally {
            close();
        }
    }

    private Open begin(Signed api) throws QueryFailed {
        ObjectNode body = JSON.createObjectNode()
                .put("databaseName", query.database())
                .put("transactionType", query.access().name().toLowerCase(Locale.ROOT));
        body.putObject("transactionOptions")
                .put("transactionTimeoutMillis", query.limits().time().toMillis());
        String id = api.post("/v1/transactions/open", body, 64_000)
                .path("transactionId")
                .asText();
        if (!id.matches("[0-9A-Za-z-]{1,100}")) {
            throw new QueryFailed(Why.NO_ANSWER, "The database began no transaction.");
        }
        Open begun = new Open(api, id);
        open = Optional.of(begun);
        return begun;
    }

    private QueryAnswer answer(Open begun) throws QueryFailed {
        if (cancelled) {
            throw new QueryFailed(Why.CANCELLED, "");
        }
        String transaction = "/v1/transactions/" + begun.id();
        ObjectNode body = JSON.createObjectNode().put("query", query.text());
        ObjectNode options = body.putObject("queryOptions").put("includeInstanceTypes", true);
        boolean reads = query.access() == Query.Access.READ;
        if (reads) {
            // What writes has to come to its end.
            options.put("answerCountLimit", query.limits().rows() + 1);
        }
        JsonNode answer =
                begun.api().post(transaction + "/query", body, query.limits().bytes());
        if (!reads && !answer.path("queryType").asText().equals("read")) {
            begun.api().post(transaction + "/commit", JSON.createObjectNode(), 64_000);
        }
        return new TypeQlAnswer(answer, query.limits().rows()).read();
    }

    private static JsonNode read(HttpApi.Answer answer) throws QueryFailed {
        try {
            JsonNode json = answer.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(answer.body());
            if (answer.isSuccess()) {
                return json;
            }
            String words = json.path("message").asText("it answered with the status " + answer.status());
            throw new QueryFailed(
                    words.toLowerCase(Locale.ROOT).contains("timeout") ? Why.TOO_LONG : Why.REFUSED,
                    json.path("code").asText(""),
                    Shortening.text(words),
                    position(words));
        } catch (JsonProcessingException e) {
            throw new QueryFailed(Why.NO_ANSWER, "The database answered with something that is not JSON.");
        }
    }

    private static Optional<Position> position(String words) {
        Matcher place = PLACE.matcher(words);
        return place.find() && place.group(1).length() < 7
                ? Optional.of(new Position(
                        Integer.parseInt(place.group(1)),
                        place.group(2) == null || place.group(2).length() > 6 ? 1 : Integer.parseInt(place.group(2))))
                : Optional.empty();
    }

    @Override
    public void cancel() {
        cancelled = true;
        close();
    }

    /** In a connection of its own, since that of the query waits for its answer. */
    private void close() {
        Optional<Open> begun = open;
        if (begun.isPresent()) {
            open = Optional.empty();
            try {
                new HttpApi(reach, BESIDES)
                        .post(
                                begun.get().api().token(),
                                "/v1/transactions/" + begun.get().id() + "/close",
                                "{}",
                                64_000);
            } catch (IOException e) {
                // It ends by its own timeout then.
            }
        }
    }

    static List<String> changes(String queryType) {
        return switch (queryType) {
            case "schema" -> List.of("the schema was changed and committed");
            case "write" -> List.of("the changes were committed");
            default -> List.of();
        };
    }
}
