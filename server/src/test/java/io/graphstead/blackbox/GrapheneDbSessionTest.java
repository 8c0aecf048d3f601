package io.graphstead.blackbox;

import static io.graphstead.blackbox.GrapheneDbClient.database;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.blackbox.BlackBoxTarget.Choice;
import io.graphstead.testing.Apoc;
import io.graphstead.testing.Drivers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.Driver;

/** The session of the existing Terraform client, as one: contract §6. */
@Tag("blackbox")
@Tag("slow")
@ExtendWith(BlackBox.class)
class GrapheneDbSessionTest {
    @TempDir
    Path folder;

    private final BlackBoxTarget target;
    private final GrapheneDbClient client;
    private final SharedDatabase shared;

    GrapheneDbSessionTest(BlackBoxTarget target, GrapheneDbClient client, SharedDatabase shared) {
        this.target = target;
        this.client = client;
        this.shared = shared;
    }

    @Test
    void plugins_configuration_restart_plan_and_plugins_again() throws Exception {
        assumeThat(Choice.speaksCypher()).isTrue();
        String name = "Session_" + UUID.randomUUID().toString().substring(0, 8);
        String id = client.create(target.environmentId(), name)
                .expect(202)
                .json()
                .get("database")
                .get("id")
                .asText();
        client.awaitRunning(id);
        assertThat(client.get(database(id) + "/settings/config")
                        .expect(200)
                        .json()
                        .get("configuration"))
                .isEmpty();

        Path apoc = Apoc.bundle(folder.resolve("apoc"));
        JsonNode plugin = client.upload(database(id) + "/plugins", "apoc", apoc)
                .expect(201)
                .json();
        assertThat(Answer.keys(plugin)).contains("id", "name", "createdAt");
        JsonNode sent = configure(id, """
                {"configuration":[
                  {"key":"dbms.transaction.timeout","value":"77s","secret":false},
                  {"key":"db.lock.acquisition.timeout","value":"11s","secret":true}]}""");
        assertThat(sent.get(1).get("value").asText()).isNotEqualTo("11s");
        assertThat(status(id).get("needsRestart").asBoolean()).isTrue();
        // It sends what it has just read, secrets included.
        JsonNode read =
                client.get(database(id) + "/settings/config").expect(200).json();
        assertThat(configure(id, read.toString())).isEqualTo(sent);

        restart(id);
        assertThat(apocAnswers(id)).isTrue();
        assertThat(settings(id)).contains("1m17s", "11s");

        String plan = anotherPlan(id);
        JsonNode changed = client.post(database(id) + "/plan/change", "{\"targetPlanName\":\"" + plan + "\"}")
                .expect(202)
                .json();
        JsonNode operation = awaitOperation(id, changed.get("operationId").asText());
        assertThat(operation.get("operationType").asText()).isEqualTo("plan-change");
        assertThat(client.get(database(id)).expect(200).json().get("plan").asText())
                .isEqualTo(plan);
        client.awaitRunning(id);
        assertThat(apocAnswers(id)).isTrue();

        // An update deletes every plugin and uploads them again.
        client.delete(database(id) + "/plugins/" + plugin.get("id").asText()).expect(204);
        client.upload(database(id) + "/plugins", "apoc", apoc).expect(201);
        restart(id);
        assertThat(apocAnswers(id)).isTrue();
        assertThat(names(
                        client.get(database(id) + "/plugins").expect(200).json().get("plugins")))
                .containsExactly("apoc");

        client.delete(database(id)).expect(202);
        client.awaitGone(id);
    }

    @Test
    void what_is_no_plugin_is_refused_by_its_content() throws Exception {
        assumeThat(Choice.speaksCypher()).isTrue();
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar at all");
        assertThat(client.upload(database(shared.id()) + "/plugins", "text", text)
                        .grapheneDbError(400))
                .contains("file");
        assertThat(status(shared.id()).get("needsRestart").asBoolean()).isFalse();
    }

    private JsonNode configure(String id, String body) {
        return client.put(database(id) + "/settings/config", body)
                .expect(200)
                .json()
                .get("configuration");
    }

    private JsonNode status(String id) {
        return client.get(database(id) + "/status").expect(200).json();
    }

    private void restart(String id) {
        client.post(database(id) + "/restart", "{\"reset\":true}").expect(202);
        client.awaitRunning(id);
        assertThat(status(id).get("needsRestart").asBoolean()).isFalse();
    }

    private JsonNode awaitOperation(String id, String operation) {
        return await("the end of " + operation)
                .atMost(Choice.patience())
                .pollInterval(Duration.ofMillis(250))
                .until(
                        () -> client.get(database(id) + "/operations/" + operation)
                                .expect(200)
                                .json(),
                        one -> one.get("status").asText().equals("finished"));
    }

    private String anotherPlan(String id) {
        String now = client.get(database(id)).expect(200).json().get("plan").asText();
        JsonNode plans = client.get("/deployments/plans").expect(200).json().get("plans");
        return StreamSupport.stream(plans.spliterator(), false)
                .map(plan -> plan.get("id").asText())
                .filter(plan -> !plan.equals(now))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(JsonNode plugins) {
        return StreamSupport.stream(plugins.spliterator(), false)
                .map(plugin -> plugin.get("name").asText())
                .toList();
    }

    private boolean apocAnswers(String id) {
        try (Driver driver = driver(id)) {
            return !driver.executableQuery("RETURN apoc.version() AS version")
                    .execute()
                    .records()
                    .getFirst()
                    .get("version")
                    .asString()
                    .isBlank();
        }
    }

    private List<String> settings(String id) {
        try (Driver driver = driver(id)) {
            return driver
                    .executableQuery("SHOW SETTINGS YIELD name, value"
                            + " WHERE name IN ['db.transaction.timeout', 'db.lock.acquisition.timeout'] RETURN value")
                    .execute()
                    .records()
                    .stream()
                    .map(row -> row.get("value").asString())
                    .toList();
        }
    }

    private Driver driver(String id) {
        JsonNode credentials =
                client.get(database(id) + "/credentials").expect(200).json();
        return Drivers.trusting(
                target.caFile(),
                credentials.get("uri").asText(),
                credentials.get("username").asText(),
                credentials.get("password").asText());
    }
}
