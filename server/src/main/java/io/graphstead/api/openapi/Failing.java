package io.graphstead.api.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** In which ways routes fail, and the dialect's words for it. */
final class Failing {
    private static final Map<Integer, String> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put(400, "name is missing; give 2 to 60 letters, digits, _ and -");
        WORDS.put(401, "the token is not valid; get a new one with the client's id and secret");
        WORDS.put(403, "this needs the role operator and yours is writer; ask an administrator for a higher role");
        WORDS.put(404, "no database 0f8b3c1a5d2e4f60718293a4b5c6d7e8 here");
        WORDS.put(406, "this is not written in a media type that the Accept header allows; accept application/json");
        WORDS.put(409, "name \"orders\" is taken in development; choose another name");
        WORDS.put(413, "the request is too long for what it asks");
        WORDS.put(415, "a body of type text/plain is not read here; send application/json");
        WORDS.put(429, "too many requests; try again in 1 s");
        WORDS.put(500, "the server failed at this, which is not the request's fault; its log says more");
        WORDS.put(503, "the server's own database does not answer now; try again in a few seconds");
    }

    private static final Set<Integer> SAY_WHEN = Set.of(429, 503);

    private final Described dialect;

    Failing(Described dialect) {
        this.dialect = dialect;
    }

    /** The statuses of the route's refusals. */
    Set<Integer> of(Route route) {
        Set<Integer> all = new TreeSet<>(Set.of(400, 406, 429, 500, 503));
        if (!route.open()) {
            all.addAll(Set.of(401, 403, 404));
        } else if (route.writes() || route.body().isPresent()) {
            // Where tokens are given out.
            all.add(401);
        }
        if (route.writes() || route.body().isPresent()) {
            all.addAll(Set.of(413, 415));
        }
        if (dialect.conflicts() && route.writes() && !route.open()) {
            all.add(409);
        }
        return all;
    }

    /** {@code BadRequest}. */
    static String name(int status) {
        return HttpStatus.valueOf(status).getReason().replace(" ", "");
    }

    /** All of them, to refer to. */
    ObjectNode responses() {
        ObjectNode responses = JsonNodeFactory.instance.objectNode();
        WORDS.forEach((status, words) -> {
            if (status != 409 || dialect.conflicts()) {
                ObjectNode response = responses.putObject(name(status));
                response.put("description", HttpStatus.valueOf(status).getReason() + ".");
                if (SAY_WHEN.contains(status)) {
                    response.putObject("headers")
                            .putObject("Retry-After")
                            .put("description", "In how many seconds to try again.")
                            .putObject("schema")
                            .put("type", "integer");
                }
                ObjectNode medium = response.putObject("content").putObject(MediaType.APPLICATION_JSON);
                medium.putObject("schema").put("$ref", "#/components/schemas/Error");
                medium.set("example", example(status, words));
            }
        });
        return responses;
    }

    private ObjectNode example(int status, String words) {
        ObjectNode example = JsonNodeFactory.instance.objectNode();
        for (String field : dialect.errorFields()) {
            example.put(field, field.equals("code") ? HttpStatus.valueOf(status).name() : words);
        }
        return example;
    }

    /** The shape of all of them. */
    ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.put("description", "Why something was not done: what was asked, why not, what to do.");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (String field : dialect.errorFields()) {
            properties.putObject(field).put("type", "string");
            required.add(field);
        }
        return schema;
    }
}
