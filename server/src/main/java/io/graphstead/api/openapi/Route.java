package io.graphstead.api.openapi;

import io.graphstead.api.Allows;
import io.graphstead.api.Answers;
import io.graphstead.api.ForInstallation;
import io.graphstead.api.Multipart;
import io.graphstead.api.Open;
import io.graphstead.api.RequestBody;
import io.graphstead.api.Uploads;
import io.graphstead.identity.Role;
import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.web.router.UriRouteInfo;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One route, as a description wants to see it. */
record Route(UriRouteInfo<?, ?> info) {
    /** In lower case. */
    String method() {
        return info.getHttpMethodName().toLowerCase(Locale.ROOT);
    }

    String path() {
        return info.getUriMatchTemplate().toPathString();
    }

    Class<?> controller() {
        return info.getTargetMethod().getDeclaringType();
    }

    Method code() {
        return info.getTargetMethod().getTargetMethod();
    }

    private AnnotationMetadata rules() {
        return info.getTargetMethod().getAnnotationMetadata();
    }

    boolean open() {
        return rules().hasAnnotation(Open.class);
    }

    boolean forInstallation() {
        return rules().hasAnnotation(ForInstallation.class);
    }

    Optional<Role> role() {
        return rules().enumValue(Allows.class, Role.class);
    }

    boolean writes() {
        return !method().equals("get");
    }

    List<Argument<?>> pathArguments() {
        List<String> names = info.getUriMatchTemplate().getVariableNames();
        return names.stream()
                .<Argument<?>>map(name -> arguments().stream()
                        .filter(argument -> argument.getName().equals(name))
                        .findFirst()
                        .orElseGet(() -> Argument.of(String.class, name)))
                .toList();
    }

    List<Argument<?>> queryArguments() {
        return arguments().stream()
                .filter(argument -> argument.getAnnotationMetadata().hasAnnotation(QueryValue.class))
                .toList();
    }

    /** The record that the body is read into. */
    Optional<Argument<?>> body() {
        return arguments().stream()
                .filter(argument -> argument.getType() == RequestBody.class)
                .findFirst()
                .flatMap(argument -> argument.getFirstTypeVariable().map(type -> type));
    }

    private List<Argument<?>> arguments() {
        return Arrays.asList(info.getTargetMethod().getArguments());
    }

    /**
     * A multipart form.
     *
     * @param file the field that is a file
     * @param texts the others
     */
    record Form(String file, List<String> texts) {}

    /** What {@link Uploads} says, or a named file where a route reads a form and nothing is said of it. */
    Optional<Form> form() {
        Optional<Uploads> said = Optional.ofNullable(code().getAnnotation(Uploads.class));
        if (said.isPresent()) {
            return said.map(uploads -> new Form(uploads.file(), List.of(uploads.fields())));
        }
        return arguments().stream().anyMatch(argument -> argument.getType() == Multipart.class)
                ? Optional.of(new Form("file", List.of("name")))
                : Optional.empty();
    }

    private Optional<Answers> said() {
        return Optional.ofNullable(code().getAnnotation(Answers.class));
    }

    /** Media types in which the answer is text as well. */
    List<String> texts() {
        return said().map(said -> List.of(said.text())).orElse(List.of());
    }

    /** Parameters of the query that the method reads by itself. */
    List<String> otherQuery() {
        return said().map(said -> List.of(said.query())).orElse(List.of());
    }

    /** What is answered when all is well; empty when that has no body. */
    Optional<Argument<?>> answer() {
        Optional<Class<?>> body = said().<Class<?>>map(Answers::body).filter(type -> type != void.class);
        if (body.isPresent()) {
            return Optional.of(Argument.of(body.get()));
        }
        Argument<?> returned = info.getReturnType().asArgument();
        if (HttpResponse.class.isAssignableFrom(returned.getType())) {
            return returned.getFirstTypeVariable()
                    .filter(type -> type.getType() != Object.class && type.getType() != Void.class)
                    .map(type -> type);
        }
        return returned.getType() == void.class ? Optional.empty() : Optional.of(returned);
    }

    /**
     * The status when all is well. A controller that returns the body itself answers with 200; one that returns a response
     * has made something or begun an operation.
     */
    int status() {
        int said = said().map(Answers::value).orElse(0);
        if (said != 0) {
            return said;
        }
        if (!HttpResponse.class.isAssignableFrom(info.getReturnType().getType()) || path().startsWith("/api/")) {
            return 200;
        }
        Optional<Argument<?>> answer = answer();
        if (answer.isEmpty()) {
            return method().equals("get") ? 200 : 204;
        }
        if (Fields.of(answer.get().getType()).stream()
                .anyMatch(field -> field.getName().equals("operationId"))) {
            return 202;
        }
        return method().equals("post") ? 201 : 200;
    }

    /** The media type of the answer. */
    String mediaType() {
        Optional<MediaType> said = info.getProduces().stream()
                .filter(type -> !type.equals(MediaType.ALL_TYPE))
                .findFirst();
        boolean text = answer().map(answer -> answer.getType() == String.class).orElse(false);
        return text
                        && said.filter(type -> !type.equals(MediaType.APPLICATION_JSON_TYPE))
                                .isEmpty()
                ? MediaType.TEXT_PLAIN
                : said.orElse(MediaType.APPLICATION_JSON_TYPE).toString();
    }
}
