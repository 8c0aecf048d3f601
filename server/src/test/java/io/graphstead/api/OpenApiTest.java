package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.micronaut.web.router.Router;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenApiTest {
    private static final YAMLMapper YAML = new YAMLMapper();

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String text(String dialect) {
        TestServer.Answer answer = server.send("GET", "/openapi/" + dialect + ".yml", Map.of(), "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/yaml");
        return answer.text();
    }

    private static JsonNode document(String dialect) {
        try {
            return YAML.readTree(text(dialect));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> described(String dialect) {
        Set<String> described = new TreeSet<>();
        document(dialect)
                .get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return described;
    }

    private static Set<String> routes(String dialect) {
        Set<String> routes = new TreeSet<>();
        server.context()
                .getBean(Router.class)
                .uriRoutes()
                .filter(route -> route.getTargetMethod()
                        .getDeclaringType()
                        .getPackageName()
                        .startsWith("io.graphstead.api." + dialect))
                .filter(route -> !route.getHttpMethodName().equals("HEAD"))
                .forEach(route -> routes.add(route.getHttpMethodName() + " "
                        + route.getUriMatchTemplate().toPathString()));
        return routes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphenedb", "typedb"})
    void each_route_is_described_and_nothing_else(String dialect) {
        assertThat(described(dialect)).isNotEmpty().isEqualTo(routes(dialect));
    }

    @Test
    void every_route_is_of_a_dialect_or_of_the_server_itself() {
        Set<String> others = new TreeSet<>();
        server.context().getBean(Router.class).uriRoutes().forEach(route -> {
            String home = route.getTargetMethod().getDeclaringType().getPackageName();
            if (!home.startsWith("io.graphstead.api.graphenedb")
                    && !home.startsWith("io.graphstead.api.typedb")
                    && !home.startsWith("io.graphstead.console")) {
                others.add(route.getUriMatchTemplate().toPathString());
            }
        });
        assertThat(others)
                .containsExactlyInAnyOrder("/health", "/metrics", "/openapi/graphenedb.yml", "/openapi/typedb.yml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphenedb", "typedb"})
    void it_is_valid_openapi_3_1(String dialect) {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult read = new OpenAPIV3Parser().readContents(text(dialect), null, options);
        assertThat(read.getMessages()).isEmpty();
        assertThat(read.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphenedb", "typedb"})
    void every_reference_leads_somewhere(String dialect) {
        JsonNode document = document(dialect);
        assertThat(document.findValuesAsText("$ref")).isNotEmpty();
        for (String reference : document.findValuesAsText("$ref")) {
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphenedb", "typedb"})
    void every_route_says_who_may_use_it_how_it_fails_and_what_it_answers(String dialect) {
        document(dialect)
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    String name = method.getKey() + " " + path.getKey();
                    JsonNode operation = method.getValue();
                    assertThat(operation.path("summary").asText()).as(name).isNotEmpty();
                    assertThat(operation.path("description").asText())
                            .as(name)
                            .contains("Needs ")
                            .doesNotContain("§", "{@");
                    JsonNode responses = operation.get("responses");
                    assertThat(responses.has("429")).as(name).isTrue();
                    assertThat(responses.has("401"))
                            .as(name)
                            .isEqualTo(!operation.get("security").isEmpty()
                                    || operation.has("requestBody")
                                    || method.getKey().equals("post"));
                    assertThat(responses.properties().stream()
                                    .filter(each -> each.getKey().startsWith("2"))
                                    .count())
                            .as(name)
                            .isEqualTo(1);
                }));
    }

    @Test
    void the_statuses_and_shapes_of_known_routes_are_right() {
        JsonNode paths = document("graphenedb").get("paths");
        JsonNode create = paths.get("/deployments/databases/{vendor}").get("post");
        assertThat(create.get("responses").has("202")).isTrue();
        assertThat(create.at("/requestBody/content/application~1json/example/name")
                        .asText())
                .isEqualTo("orders");
        assertThat(create.get("parameters").toString()).contains("Idempotency-Key");
        JsonNode token = paths.get("/organizations/oauth/token");
        assertThat(token.at("/get/responses").has("201")).isTrue();
        assertThat(token.at("/post/responses").has("201")).isTrue();
        assertThat(token.at("/post/requestBody/content").has("application/x-www-form-urlencoded"))
                .isTrue();
        assertThat(token.at("/post/security").isEmpty()).isTrue();
        assertThat(paths.at("/~1organizations~1{organizationId}~1api-clients~1{clientId}/delete/responses")
                        .has("204"))
                .isTrue();
        assertThat(paths.at("/~1deployments~1environments/get/parameters").toString())
                .contains("limit", "pageToken");
        JsonNode schemas = document("graphenedb").at("/components/schemas");
        assertThat(schemas.at("/EnvironmentList/properties").has("nextPageToken"))
                .isTrue();
        assertThat(schemas.at("/Database/required").toString()).contains("boltPort", "createdAt");
        JsonNode typeDb = document("typedb").get("paths");
        assertThat(typeDb.at("/~1api~1v1~1auth/post/responses/200/content").has("text/plain"))
                .isTrue();
        assertThat(typeDb.at("/~1api~1org~1{owner}~1projects~1{home}~1clusters~1deploy/post/responses")
                        .has("409"))
                .isTrue();
    }
}
