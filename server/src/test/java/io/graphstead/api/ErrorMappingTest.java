package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.api.graphenedb.GrapheneDbErrors;
import io.graphstead.api.typedb.TypeDbErrors;
import io.graphstead.refusal.Refusal;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.InvalidField.Rule;
import io.graphstead.refusal.Refusal.NoAccess;
import io.graphstead.refusal.Refusal.NoAccess.Reach;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every refusal in both dialects. */
class ErrorMappingTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "822b16bb-0c0d-4631-ae30-719cab74c352";

    private final Dialect grapheneDb = new GrapheneDbErrors();
    private final Dialect typeDb = new TypeDbErrors();

    /** One of each kind, with what each dialect makes of it. */
    private record Row(Refusal refusal, int grapheneDb, int typeDb, String code) {}

    private static final List<Row> TABLE = List.of(
            new Row(new Refusal.Unauthenticated("words"), 401, 401, "UNAUTHENTICATED"),
            new Row(new NoAccess(Reach.OTHER_ORGANIZATION, "project " + ID, "words"), 404, 404, "NOT_FOUND"),
            new Row(new NoAccess(Reach.OTHER_PROJECT, "project " + ID, "words"), 403, 404, "NOT_FOUND"),
            new Row(new NoAccess(Reach.ROLE_TOO_LOW, "project " + ID, "words"), 403, 403, "ACCESS_LEVEL_TOO_LOW"),
            new Row(new Refusal.NotFound("deployment", ID), 404, 404, "NOT_FOUND"),
            new Row(new InvalidField("name", "words"), 400, 400, "INVALID_FIELD"),
            new Row(new InvalidField("id", Rule.MISSING, "words"), 400, 400, "MISSING_FIELD"),
            new Row(new InvalidField("ID", Rule.UNKNOWN, "words"), 400, 400, "UNKNOWN_FIELD"),
            new Row(new InvalidField("id", Rule.WRONG_TYPE, "words"), 400, 400, "INVALID_FIELD"),
            new Row(new InvalidField("id", "words"), 400, 400, "INVALID_CLUSTER_ID"),
            new Row(new InvalidField("storageSizeGB", Rule.SHRINKS, "words"), 400, 400, "STORAGE_CANNOT_SHRINK"),
            new Row(new Refusal.EmptyChange("words"), 400, 400, "EMPTY_UPDATE"),
            new Row(new Refusal.Malformed("words"), 400, 400, "MALFORMED_REQUEST"),
            new Row(new Refusal.NameTaken("name", "x", "y"), 400, 409, "CLUSTER_ID_TAKEN"),
            new Row(new Refusal.UnknownVersion("1", List.of("2"), "words"), 400, 400, "UNKNOWN_VERSION"),
            new Row(new Refusal.CannotRun("words"), 400, 400, "CANNOT_RUN"),
            new Row(new Refusal.WrongState("pause", "paused", "words"), 400, 400, "WRONG_STATE"),
            new Row(new Refusal.Busy("pause", ID), 400, 400, "CLUSTER_BUSY"),
            new Row(new Refusal.Protected("words"), 400, 400, "CLUSTER_PROTECTED"),
            new Row(new Refusal.DoesNotFit("plan", "words"), 400, 400, "DOES_NOT_FIT"),
            new Row(new Refusal.DoesNotFit("quota", "words"), 400, 400, "QUOTA_EXCEEDED"),
            new Row(new Refusal.DoesNotFit("isFree", "words"), 400, 400, "FREE_CLUSTER_LIMIT"),
            new Row(new Refusal.NotEmpty("project", "words"), 400, 400, "NOT_EMPTY"),
            new Row(new Refusal.TooManyRequests(Duration.ofSeconds(3)), 429, 429, "TOO_MANY_REQUESTS"),
            new Row(new Refusal.Unavailable("words"), 503, 503, "UNAVAILABLE"));

    @Test
    void the_table_has_every_kind_of_refusal() {
        Set<Class<?>> missing = new HashSet<>(List.of(Refusal.class.getPermittedSubclasses()));
        TABLE.forEach(row -> missing.remove(row.refusal().getClass()));
        assertThat(missing).isEmpty();
    }

    @Test
    void every_refusal_has_its_status_shape_and_words() {
        for (Row row : TABLE) {
            Failure inGrapheneDb = grapheneDb.of(row.refusal());
            assertThat(inGrapheneDb.status().getCode()).as(row.toString()).isEqualTo(row.grapheneDb());
            JsonNode body = JSON.valueToTree(inGrapheneDb.body());
            assertThat(body.size()).isEqualTo(1);
            assertThat(body.get("error").asText()).isNotBlank();

            Failure inTypeDb = typeDb.of(row.refusal());
            assertThat(inTypeDb.status().getCode()).as(row.toString()).isEqualTo(row.typeDb());
            JsonNode typeDbBody = JSON.valueToTree(inTypeDb.body());
            assertThat(typeDbBody.size()).isEqualTo(2);
            assertThat(typeDbBody.get("code").asText()).isEqualTo(row.code());
            assertThat(typeDbBody.get("message").asText()).isNotBlank();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Reach.class, mode = EnumSource.Mode.EXCLUDE, names = "ROLE_TOO_LOW")
    void what_typedb_hides_is_answered_exactly_like_what_is_not_there(Reach reach) {
        assertThat(typeDb.of(new NoAccess(reach, "deployment x", "secret words")))
                .isEqualTo(typeDb.of(new Refusal.NotFound("deployment", "x")));
    }

    @Test
    void what_graphenedb_hides_is_answered_exactly_like_what_is_not_there() {
        assertThat(grapheneDb.of(new NoAccess(Reach.OTHER_ORGANIZATION, "deployment " + ID, "secret words")))
                .isEqualTo(grapheneDb.of(new Refusal.NotFound("deployment", ID)));
    }

    @Test
    void things_are_called_as_the_dialect_calls_them() {
        assertThat(grapheneDb.of(new Refusal.NotFound("deployment", ID)).body().toString())
                .contains("no database 822b16bb0c0d4631ae30719cab74c352 here");
        assertThat(grapheneDb.of(new Refusal.NotFound("project", "x")).body().toString())
                .contains("no environment x here");
        assertThat(grapheneDb.of(new Refusal.NotFound("API client", ID)).body().toString())
                .contains("no API client 822b16bb0c0d4631ae30719cab74c352 here");
        assertThat(grapheneDb
                        .of(new NoAccess(Reach.ROLE_TOO_LOW, "project x", "project x needs the role writer"))
                        .body()
                        .toString())
                .contains("environment x needs the role writer");
        assertThat(typeDb.of(new Refusal.NotFound("deployment", "x")).body().toString())
                .contains("no cluster x here");
        assertThat(typeDb.of(new Refusal.NotFound("project", "x")).body().toString())
                .contains("no project x here");
    }

    @Test
    void states_and_operations_are_called_as_typedb_calls_them() {
        assertThat(typeDb.of(new Refusal.WrongState("pause", "paused", "pause is not possible while it is paused"))
                        .body()
                        .toString())
                .contains("suspend is not possible while it is suspended");
        assertThat(typeDb.of(new Refusal.Busy("plan-change", ID)).body().toString())
                .contains("operation another machineType (");
        assertThat(typeDb.of(new Refusal.NameTaken("name", "orders", "project Dev"))
                        .body()
                        .toString())
                .contains("id \"orders\" is taken in project Dev");
    }

    @Test
    void each_path_belongs_to_one_dialect() {
        for (String path :
                new String[] {"/", "/api", "/apix/y", "/organizations", "/api/", "/api/v1/auth", "/nowhere", ""}) {
            assertThat(typeDb.answers(path)).isEqualTo(path.startsWith("/api/"));
            assertThat(grapheneDb.answers(path)).isNotEqualTo(typeDb.answers(path));
        }
    }

    @Test
    void every_status_has_a_code_in_typedb() {
        for (HttpStatus status : HttpStatus.values()) {
            if (status.getCode() >= 400) {
                JsonNode body = JSON.valueToTree(typeDb.of(status, "words").body());
                assertThat(body.get("code").asText()).matches("[A-Z_]+");
            }
        }
    }
}
