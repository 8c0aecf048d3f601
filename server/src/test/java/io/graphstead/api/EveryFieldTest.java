package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.graphstead.api.Scene.Where;
import io.graphstead.api.TestServer.Answer;
import io.micronaut.core.type.Argument;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every field of every body that any route reads, with values that it cannot have, and every such route with bodies that are
 * none. Found by walking the routes, so that a new one is tried without anyone remembering.
 */
class EveryFieldTest {
    /** Of a type that no field of text, number, truth or list has. */
    private static final String OBJECT = "{\"x\": [{}]}";

    private static final List<String> VALUES = List.of(
            "null",
            "\"\"",
            "\" \"",
            "\"a\\u0000b\"",
            "\"a\\nb\"",
            "\"\\u202eabc\"",
            "\"\\ud800\"",
            "\"\\u0440\\u0430ss\"",
            "\"" + "x".repeat(100_000) + "\"",
            "\"'; DROP TABLE project; --\"",
            "\"../../etc/passwd\"",
            "0",
            "-1",
            "1.5",
            "1e400",
            "9".repeat(400),
            "9223372036854775808",
            "true",
            "[]",
            "[null]",
            "[[]]",
            "[\"\", 1, {}]",
            OBJECT);

    private static final List<String> NO_BODIES = List.of(
            "{",
            "nonsense",
            "[]",
            "\"text\"",
            "null",
            "{\"a\": 1} {\"a\": 1}",
            "{\"a\": 1, \"a\": 2}",
            "{\"a\": ".repeat(5_000) + "1" + "}".repeat(5_000),
            "{\"a\": \"" + "x".repeat(2_000_000) + "\"}");

    private static TestServer server;
    private static Scene scene;

    @BeforeAll
    static void start() {
        server = TestServer.startWithFleet();
        scene = Scene.on(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A route that reads a body, and the record that it reads it into. */
    private record Reading(String route, Class<?> body) {}

    private static Stream<Reading> readings() {
        Map<String, Reading> found = new TreeMap<>();
        server.context().getBean(Router.class).uriRoutes().forEach(route -> {
            String name = route.getHttpMethodName() + " "
                    + route.getUriMatchTemplate().toPathString();
            bodyOf(route).ifPresent(body -> found.put(name, new Reading(name, body)));
        });
        return found.values().stream()
                .filter(reading ->
                        !reading.route().startsWith("GET") && !reading.route().startsWith("HEAD"));
    }

    private static Optional<Class<?>> bodyOf(UriRouteInfo<?, ?> route) {
        return Arrays.stream(route.getTargetMethod().getArguments())
                .filter(argument -> argument.getType() == RequestBody.class)
                .findFirst()
                .flatMap(Argument::getFirstTypeVariable)
                .map(Argument::getType);
    }

    private static List<String> fieldsOf(Class<?> record) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            JsonProperty other = component.getAccessor().getAnnotation(JsonProperty.class);
            names.add(other == null ? component.getName() : other.value());
        }
        return names;
    }

    private static Answer send(String route, String body, Map<String, String> more) {
        return scene.askWith(scene.asker("installation"), route, Where.OWN, body, more);
    }

    @TestFactory
    Stream<DynamicTest> no_value_of_any_field_makes_the_server_fail() {
        return readings()
                .map(reading -> DynamicTest.dynamicTest(reading.route(), () -> {
                    for (String field : fieldsOf(reading.body())) {
                        assertWrongTypeIsNamed(reading, field);
                        for (String value : VALUES) {
                            Answer answer = send(reading.route(), "{\"" + field + "\": " + value + "}", Map.of());
                            assertThat(answer.status())
                                    .as(reading.route() + " with " + field + " " + shown(value) + ": " + answer.text())
                                    .isLessThan(500);
                            assertThat(answer.text().length())
                                    .as(reading.route() + " with " + field + " " + shown(value)
                                            + ": the answer is no echo")
                                    .isLessThan(10_000);
                        }
                    }
                }));
    }

    private static void assertWrongTypeIsNamed(Reading reading, String field) {
        Answer answer = send(reading.route(), "{\"" + field + "\": 1}", Map.of());
        Answer object = send(reading.route(), "{\"" + field + "\": " + OBJECT + "}", Map.of());
        List<Answer> refused =
                Stream.of(answer, object).filter(one -> one.status() == 400).toList();
        boolean hidden = answer.status() == 404;
        assertThat(hidden || !refused.isEmpty())
                .as(reading.route() + " " + answer + object)
                .isTrue();
        assertThat(hidden || refused.stream().anyMatch(one -> one.text().contains(field)))
                .as(reading.route() + " names " + field + ": " + answer.text() + object.text())
                .isTrue();
    }

    @TestFactory
    Stream<DynamicTest> what_is_no_body_is_refused() {
        return readings()
                .map(reading -> DynamicTest.dynamicTest(reading.route(), () -> {
                    for (String body : NO_BODIES) {
                        Answer answer = send(reading.route(), body, Map.of());
                        assertThat(answer.status())
                                .as(reading.route() + " with " + shown(body) + ": " + answer.text())
                                .isIn(400, 401, 404, 413, 429);
                    }
                    Answer text = send(reading.route(), "{}", Map.of("Content-Type", "text/plain"));
                    assertThat(text.status()).as(text.text()).isIn(400, 404, 415, 429);
                    Answer broken = send(reading.route(), "{}", Map.of("Content-Type", "no/such;;type=\"x"));
                    assertThat(broken.status()).as(broken.text()).isIn(400, 404, 415, 429);
                }));
    }

    private static String shown(String value) {
        return value.length() > 100 ? value.substring(0, 100) + "…" : value;
    }
}
