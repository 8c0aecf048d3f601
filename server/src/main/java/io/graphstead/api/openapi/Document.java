package io.graphstead.api.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.graphstead.api.paging.ListRecord;
import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The description of one dialect: its routes as the router has them, in the order of their paths. */
final class Document {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    private final Described dialect;
    private final List<Route> routes;

    Document(Described dialect, Router router) {
        this.dialect = dialect;
        this.routes = router.uriRoutes()
                .map(Route::new)
                .filter(route -> dialect.has(route.controller()))
                .filter(route -> route.info().getHttpMethod() != HttpMethod.HEAD
                        && route.info().getHttpMethod() != HttpMethod.OPTIONS)
                .sorted(Comparator.comparing(Route::path).thenComparing(Route::method))
                .toList();
    }

    String yaml() {
        try {
            return YAML.writeValueAsString(tree());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree in memory can be written", e);
        }
    }

    private ObjectNode tree() {
        Examples examples = Examples.read();
        Schemas schemas = new Schemas(examples);
        Failing failing = new Failing(dialect);
        ObjectNode document = NODES.objectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", dialect.title())
                .put("version", "1")
                .put("description", introduction());
        document.putArray("servers").addObject().put("url", "/").put("description", "This server.");
        tags(document);
        ObjectNode paths = document.putObject("paths");
        Operations operations = new Operations(dialect, schemas, examples, failing);
        for (Route route : routes) {
            ObjectNode path = paths.withObjectProperty(route.path());
            // The router may have a route more than once.
            if (!path.has(route.method())) {
                path.set(route.method(), operations.of(route));
            }
        }
        ObjectNode components = document.putObject("components");
        ObjectNode known = schemas.all();
        known.set("Error", failing.schema());
        pages(known);
        components.set("schemas", known);
        components.set("responses", failing.responses());
        security(components.putObject("securitySchemes"));
        return document;
    }

    private void tags(ObjectNode document) {
        Map<String, String> words = new TreeMap<>();
        routes.forEach(route -> words.put(Words.tag(route), Words.of(route.controller())));
        words.forEach((tag, said) ->
                document.withArrayProperty("tags").addObject().put("name", tag).put("description", said));
    }

    /** Lists that have pages say where the next one begins. */
    private void pages(ObjectNode schemas) {
        if (dialect != Described.GRAPHENEDB) {
            return;
        }
        Set<String> lists = new HashSet<>();
        routes.stream()
                .flatMap(route -> route.answer().stream())
                .filter(answer -> ListRecord.component(answer.getType()).isPresent())
                .forEach(answer -> lists.add(Schemas.name(answer.getType())));
        for (String list : lists) {
            JsonNode schema = schemas.get(list);
            if (schema instanceof ObjectNode object) {
                object.withObjectProperty("properties")
                        .putObject("nextPageToken")
                        .put("type", "string")
                        .put("description", "The pageToken of the next page; absent on the last one.");
            }
        }
    }

    private static void security(ObjectNode schemes) {
        schemes.putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT")
                .put(
                        "description",
                        "A token for the id and the secret of an API client (client credentials, RFC 6749 §4.4), for a"
                                + " person's email address and password, or the installation's own.");
    }

    private String introduction() {
        try (InputStream in = Document.class.getResourceAsStream(dialect.word() + ".md")) {
            if (in == null) {
                throw new IllegalStateException(dialect.word() + ".md is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
