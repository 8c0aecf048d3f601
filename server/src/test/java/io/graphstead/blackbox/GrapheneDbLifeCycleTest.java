package io.graphstead.blackbox;

import static io.graphstead.blackbox.GrapheneDbClient.database;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.blackbox.BlackBoxTarget.Choice;
import io.graphstead.testing.Drivers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.neo4j.driver.Driver;

/** One database from its creation to its end, by the GrapheneDB contract. */
@Tag("blackbox")
@Tag("slow")
@ExtendWith(BlackBox.class)
class GrapheneDbLifeCycleTest {
    private final BlackBoxTarget target;
    private final GrapheneDbClient client;

    GrapheneDbLifeCycleTest(BlackBoxTarget target, GrapheneDbClient client) {
        this.target = target;
        this.client = client;
    }

    @Test
    void a_database_is_created_paused_resumed_restarted_and_deleted_and_keeps_its_data() {
        String name = "Life_" + UUID.randomUUID().toString().substring(0, 8);
        JsonNode created =
                client.create(target.environmentId(), name).expect(202).json();
        String id = created.get("database").get("id").asText();
        checkCreated(created, name);
        if (Choice.speaksCypher()) {
            // A real engine takes seconds to come up; until then no other operation starts.
            client.post(database(id) + "/pause").grapheneDbError(400);
        }
        client.awaitRunning(id);
        checkOperation(id, created.get("operationId").asText(), "create");
        String note = writeANote(id);

        String pause = accepted(client.put(database(id) + "/pause"));
        assertThat(client.awaitSettled(id).get("state").asText()).isEqualTo("paused");
        checkOperation(id, pause, "pause");
        client.post(database(id) + "/pause").grapheneDbError(400);
        client.post(database(id) + "/restart", "{}").grapheneDbError(400);

        String resume = accepted(client.post(database(id) + "/resume"));
        client.awaitRunning(id);
        checkOperation(id, resume, "resume");
        checkNote(id, note);
        client.post(database(id) + "/resume").grapheneDbError(400);

        String restart = restart(id);
        client.awaitRunning(id);
        checkOperation(id, restart, "restart");
        checkNote(id, note);

        String delete = accepted(client.delete(database(id)));
        client.awaitGone(id);
        checkGone(
                id,
                List.of(
                        delete,
                        restart,
                        resume,
                        pause,
                        created.get("operationId").asText()));
    }

    private void checkCreated(JsonNode created, String name) {
        assertThat(Answer.keys(created)).containsExactlyInAnyOrder("database", "operationId");
        assertThat(created.get("operationId").asText()).matches("[0-9a-f]{32}");
        JsonNode database = created.get("database");
        assertThat(database.get("name").asText()).isEqualTo(name);
        assertThat(database.get("status").get("state").asText()).isEqualTo("paused");
        assertThat(database.get("status").get("isPending").asBoolean()).isTrue();
        // Unique regardless of case.
        client.create(target.environmentId(), name.toUpperCase(Locale.ROOT)).grapheneDbError(400);
    }

    private static String accepted(Answer answer) {
        JsonNode body = answer.expect(202).json();
        assertThat(Answer.keys(body)).containsExactlyInAnyOrder("database", "operationId");
        JsonNode status = body.get("database").get("status");
        assertThat(status.get("isPending").asBoolean() || status.get("isLocked").asBoolean())
                .as("a change that is under way shows in the flags: %s", status)
                .isTrue();
        return body.get("operationId").asText();
    }

    private String restart(String id) {
        JsonNode body = client.post(database(id) + "/restart", "{\"reset\": true}")
                .expect(202)
                .json();
        assertThat(Answer.keys(body)).containsExactlyInAnyOrder("stationIds", "reset", "operationId");
        assertThat(body.get("stationIds")).isEmpty();
        assertThat(body.get("reset").asBoolean()).isTrue();
        return body.get("operationId").asText();
    }

    private void checkOperation(String id, String operationId, String type) {
        JsonNode operation = client.get(database(id) + "/operations/" + operationId)
                .expect(200)
                .json();
        assertThat(operation.get("id").asText()).isEqualTo(operationId);
        assertThat(operation.get("operationType").asText()).isEqualTo(type);
        assertThat(operation.get("status").asText()).isEqualTo("finished");
        assertThat(operation.get("startedAt").isTextual()).isTrue();
        assertThat(operation.get("startedAt").asText()).matches("\\d{10,}");
        assertThat(operation.get("durationInSeconds").isIntegralNumber()).isTrue();
        assertThat(operation.path("nextOperationId").asText("")).isEmpty();
        assertThat(operation.get("steps")).isNotEmpty();
        for (JsonNode step : operation.get("steps")) {
            assertThat(Answer.keys(step)).contains("name", "status", "startedAt", "finishedAt", "progress", "message");
            assertThat(step.get("startedAt").isTextual()
                            || step.get("startedAt").isNull())
                    .isTrue();
        }
        assertThat(client.get("/operations/" + operationId).expect(200).json().get("id"))
                .isEqualTo(operation.get("id"));
    }

    private void checkGone(String id, List<String> operationsNewestFirst) {
        client.get(database(id)).grapheneDbError(404);
        client.get(database(id) + "/status").grapheneDbError(404);
        client.get(database(id) + "/credentials").grapheneDbError(404);
        client.delete(database(id)).grapheneDbError(404);
        client.post(database(id) + "/resume").grapheneDbError(404);
        assertThat(client.get("/deployments/databases").expect(200).text()).doesNotContain(id);
        JsonNode operations =
                client.get(database(id) + "/operations").expect(200).json().get("operations");
        assertThat(StreamSupport.stream(operations.spliterator(), false)
                        .map(operation -> operation.get("id").asText()))
                .containsExactlyElementsOf(operationsNewestFirst);
        checkOperation(id, operationsNewestFirst.getFirst(), "delete");
    }

    private Driver connect(String id) {
        JsonNode credentials =
                client.get(database(id) + "/credentials").expect(200).json();
        String url =
                client.get(database(id)).expect(200).json().get("connectionUrl").asText();
        assertThat(credentials.get("uri").asText()).isEqualTo(url);
        return Drivers.trusting(
                target.caFile(),
                url,
                credentials.get("username").asText(),
                credentials.get("password").asText());
    }

    private String writeANote(String id) {
        String note = UUID.randomUUID().toString();
        if (Choice.speaksCypher()) {
            try (Driver driver = connect(id)) {
                driver.executableQuery("CREATE (:Note {text: $text})")
                        .withParameters(Map.of("text", note))
                        .execute();
            }
        }
        return note;
    }

    private void checkNote(String id, String note) {
        if (Choice.speaksCypher()) {
            try (Driver driver = connect(id)) {
                assertThat(driver.executableQuery("MATCH (n:Note) RETURN n.text AS text")
                                .execute()
                                .records())
                        .extracting(row -> row.get("text").asString())
                        .containsExactly(note);
            }
        }
    }
}
