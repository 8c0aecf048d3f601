package io.graphstead.api.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.graphstead.api.Command;
import io.graphstead.api.paging.ListRecord;
import io.graphstead.identity.Role;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.type.Argument;
import io.micronaut.http.MediaType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** What a description says of one route. */
final class Operations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** As {@code identity.Ids} reads them. */
    private static final String ID = "^[0-9a-f]{32}$|^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";

    private final Described dialect;
    private final Schemas schemas;
    private final Examples examples;
    private final Failing failing;
    private final Map<String, Integer> names = new HashMap<>();

    Operations(Described dialect, Schemas schemas, Examples examples, Failing failing) {
        this.dialect = dialect;
        this.schemas = schemas;
        this.examples = examples;
        this.failing = failing;
    }

    ObjectNode of(Route route) {
        String words = Words.of(route);
        ObjectNode operation = NODES.objectNode();
        operation.put("operationId", name(route));
        operation.putArray("tags").add(Words.tag(route));
        operation.put("summary", Words.firstSentence(words));
        operation.put("description", (words + "\n\n" + who(route)).strip());
        ArrayNode parameters = parameters(route);
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
        body(route, operation);
        operation.set("responses", responses(route));
        ArrayNode security = operation.putArray("security");
        if (!route.open()) {
            security.addObject().putArray("bearer");
        }
        return operation;
    }

    /** {@code database-create}; the second of that name has a number. */
    private String name(Route route) {
        String name = route.controller().getSimpleName().replaceFirst("Controller$", "") + "-"
                + route.code().getName()
                + (route.code().isAnnotationPresent(Command.class)
                                && route.method().equals("put")
                        ? "-put"
                        : "");
        int count = names.merge(name, 1, Integer::sum);
        return count == 1 ? name : name + "-" + count;
    }

    private static String who(Route route) {
        if (route.open()) {
            return "Needs no token.";
        }
        if (route.forInstallation()) {
            return "Needs the installation's own token, or one of the person who owns it.";
        }
        return "Needs the role " + route.role().map(Role::name).orElse("").toLowerCase(Locale.ROOT) + ".";
    }

    private ArrayNode parameters(Route route) {
        ArrayNode parameters = NODES.arrayNode();
        for (Argument<?> argument : route.pathArguments()) {
            ObjectNode schema = NODES.objectNode().put("type", "string");
            if (isId(argument.getType())) {
                schema.put("pattern", ID);
            } else {
                schema.put("minLength", 1);
            }
            ObjectNode parameter = parameter(parameters, argument.getName(), "path", schema);
            parameter.put("required", true);
        }
        for (Argument<?> argument : route.queryArguments()) {
            ObjectNode schema = schemas.of(argument.getType());
            AnnotationMetadata said = argument.getAnnotationMetadata();
            boolean optional = said.hasAnnotation(Bindable.class)
                            && said.stringValue(Bindable.class, "defaultValue").isPresent()
                    || argument.isNullable()
                    || argument.isOptional();
            parameter(parameters, argument.getName(), "query", schema).put("required", !optional);
        }
        for (String name : route.otherQuery()) {
            parameter(parameters, name, "query", NODES.objectNode().put("type", "string"));
        }
        if (paged(route)) {
            parameter(
                            parameters,
                            "limit",
                            "query",
                            NODES.objectNode()
                                    .put("type", "integer")
                                    .put("minimum", 1)
                                    .put("maximum", 1000))
                    .put("description", "How many entries are shown at most; without it, all.");
            parameter(parameters, "pageToken", "query", NODES.objectNode().put("type", "string"))
                    .put("description", "The nextPageToken of the page before.");
        }
        if (route.method().equals("post") && !route.open()) {
            parameter(
                            parameters,
                            "Idempotency-Key",
                            "header",
                            NODES.objectNode().put("type", "string").put("pattern", "^[!-~]{1,255}$"))
                    .put("description", "The same request with the same key is done once, within 24 hours.");
        }
        return parameters;
    }

    private ObjectNode parameter(ArrayNode parameters, String name, String in, ObjectNode schema) {
        ObjectNode parameter = parameters.addObject().put("name", name).put("in", in);
        parameter.set("schema", schema);
        examples.of(name).filter(_ -> in.equals("path")).ifPresent(example -> parameter.set("example", example));
        return parameter;
    }

    /** A record around a UUID: what has not its form names nothing. */
    private static boolean isId(Class<?> type) {
        return Fields.of(type).size() == 1 && Fields.of(type).getFirst().getType() == UUID.class;
    }

    private boolean paged(Route route) {
        return dialect == Described.GRAPHENEDB
                && route.method().equals("get")
                && route.answer()
                        .flatMap(answer -> ListRecord.component(answer.getType()))
                        .isPresent();
    }

    private void body(Route route, ObjectNode operation) {
        if (route.form().isEmpty() && route.body().isEmpty()) {
            return;
        }
        ObjectNode request = operation.putObject("requestBody");
        ObjectNode content = NODES.objectNode();
        if (route.form().isPresent()) {
            // Where JSON will do as well, no form is needed.
            request.put("required", route.body().isEmpty());
            content.setAll(multipart(route.form().get()));
        }
        route.body().ifPresent(type -> json(type, content));
        request.set("content", content);
    }

    private void json(Argument<?> type, ObjectNode content) {
        List<String> media = new ArrayList<>(List.of(MediaType.APPLICATION_JSON));
        if (dialect.forms() && Fields.flat(type.getType())) {
            media.add(MediaType.APPLICATION_FORM_URLENCODED);
        }
        for (String each : media) {
            ObjectNode medium = content.putObject(each);
            medium.set("schema", schemas.of(type.asType()));
            examples.body(type.getType()).ifPresent(example -> medium.set("example", example));
        }
    }

    private static ObjectNode multipart(Route.Form form) {
        ObjectNode content = NODES.objectNode();
        ObjectNode schema = content.putObject(MediaType.MULTIPART_FORM_DATA)
                .putObject("schema")
                .put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject(form.file()).put("type", "string").put("format", "binary");
        for (String field : form.texts()) {
            properties.putObject(field).put("type", "string");
        }
        schema.putArray("required").add(form.file());
        return content;
    }

    private ObjectNode responses(Route route) {
        ObjectNode responses = NODES.objectNode();
        ObjectNode success = responses.putObject(Integer.toString(route.status()));
        success.put("description", description(route.status()));
        route.answer()
                .ifPresent(answer -> success.withObjectProperty("content")
                        .putObject(route.mediaType())
                        .set("schema", schemas.of(answer.asType())));
        route.texts()
                .forEach(type -> success.withObjectProperty("content")
                        .putObject(type)
                        .putObject("schema")
                        .put("type", "string"));
        failing.of(route)
                .forEach(status -> responses
                        .putObject(status.toString())
                        .put("$ref", "#/components/responses/" + Failing.name(status)));
        return responses;
    }

    private static String description(int status) {
        return switch (status) {
            case 201 -> "It is made.";
            case 202 -> "It is accepted; its operation goes on.";
            case 204 -> "It is done.";
            default -> "Here it is.";
        };
    }
}
