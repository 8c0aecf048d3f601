package io.graphstead.blackbox;

import static io.graphstead.blackbox.GrapheneDbClient.database;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.blackbox.BlackBoxTarget.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Snapshots, schedules, restores and exports as the contract's rows have them, in both dialects. */
@Tag("slow")
@Tag("blackbox")
@ExtendWith(BlackBox.class)
class GrapheneDbSnapshotsTest {
    private final BlackBoxTarget target;
    private final Http http;
    private final GrapheneDbClient client;
    private final TypeDbClient clusters;

    GrapheneDbSnapshotsTest(BlackBoxTarget target, Http http, GrapheneDbClient client, TypeDbClient clusters) {
        this.target = target;
        this.http = http;
        this.client = client;
        this.clusters = clusters;
    }

    private static final List<String> FIELDS = List.of(
            "id",
            "label",
            "kind",
            "status",
            "createdAt",
            "sizeBytes",
            "engine",
            "version",
            "verified",
            "pinned",
            "databaseId",
            "databaseName",
            "environmentId");

    private JsonNode finished(JsonNode accepted) {
        String path = "/operations/" + accepted.path("operationId").asText();
        JsonNode ended = await(path + " ends")
                .atMost(Choice.patience())
                .until(
                        () -> client.get(path).expect(200).json(),
                        operation -> !operation.path("status").asText().equals("started"));
        assertThat(ended.path("status").asText()).as(ended.toString()).isEqualTo("finished");
        return ended;
    }

    private String create(String name) {
        JsonNode made = client.create(target.environmentId(), name).expect(202).json();
        String id = made.path("database").path("id").asText();
        client.awaitRunning(id);
        return id;
    }

    @Test
    void a_snapshot_is_taken_checked_restored_and_kept_when_its_database_is_deleted() {
        String id = create("Snapped");
        String snapshots = database(id) + "/snapshots";
        JsonNode taken =
                client.post(snapshots, "{\"label\":\"first\"}").expect(202).json();
        assertThat(names(taken)).containsExactly("snapshot", "operationId");
        assertThat(names(taken.path("snapshot"))).isEqualTo(FIELDS);
        assertThat(finished(taken).path("operationType").asText()).isEqualTo("snapshot");
        String snapshot = snapshots + "/" + taken.path("snapshot").path("id").asText();

        finished(client.post(snapshot + "/verify").expect(202).json());
        assertThat(client.get(snapshot).expect(200).json().path("verified").asBoolean())
                .isTrue();

        JsonNode inPlace = client.post(snapshot + "/restore", "{}").expect(202).json();
        assertThat(names(inPlace)).containsExactly("database", "operationId");
        assertThat(inPlace.path("database").path("id").asText()).isEqualTo(id);
        assertThat(finished(inPlace).path("operationType").asText()).isEqualTo("restore");
        client.awaitRunning(id);

        JsonNode anew = client.put(snapshot + "/restore", "{\"newDatabase\":{\"name\":\"Anew\"}}")
                .expect(202)
                .json();
        String other = anew.path("database").path("id").asText();
        assertThat(other).isNotEqualTo(id);
        finished(anew);
        client.awaitRunning(other);

        client.delete(database(id) + "?finalSnapshot=true").expect(202);
        client.awaitGone(id);
        String ofAll = "/deployments/environments/" + target.environmentId() + "/snapshots";
        for (String list : List.of(snapshots, ofAll)) {
            assertThat(client.get(list).expect(200).json().path("snapshots"))
                    .filteredOn(each -> each.path("databaseId").asText().equals(id))
                    .extracting(each -> each.path("kind").asText())
                    .containsExactlyInAnyOrder("final", "on-demand");
        }
        for (JsonNode each : client.get(snapshots).expect(200).json().path("snapshots")) {
            client.delete(ofAll + "/" + each.path("id").asText()).expect(204);
        }
        client.delete(database(other)).expect(202);
        client.awaitGone(other);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void a_schedule_is_the_backup_configuration_of_the_other_dialect() {
        String id = create("Scheduled");
        String path = database(id) + "/snapshots/schedule";
        assertThat(client.get(path).expect(200).json().path("schedule"))
                .extracting(line -> line.path("kind").asText())
                .containsExactly("HOURLY", "DAILY", "WEEKLY", "MONTHLY");
        client.put(path, "{\"schedule\":[{\"kind\":\"DAILY\",\"retention\":30,\"enabled\":true}]}")
                .expect(200);
        JsonNode cluster = cluster();
        assertThat(cluster.path("backupConfiguration").toString())
                .isEqualTo("{\"frequency\":\"daily\",\"retentionDays\":30}");

        http.send(
                        "PATCH",
                        clusters.clusters() + "/scheduled",
                        Map.of("Authorization", "Bearer " + clusters.token(), "Content-Type", "application/json"),
                        "{\"backupConfiguration\":{\"frequency\":\"disabled\"}}")
                .expect(200);
        assertThat(client.get(path).expect(200).json().path("schedule"))
                .noneMatch(line -> line.path("enabled").asBoolean());
        assertThat(client.put(path, "{\"schedule\":[{\"kind\":\"YEARLY\",\"enabled\":true}]}")
                        .grapheneDbError(400))
                .contains("schedule[0].kind");
        client.awaitSettled(id);
        client.delete(database(id)).expect(202);
        client.awaitGone(id);
    }

    private JsonNode cluster() {
        return clusters.get(clusters.clusters() + "/scheduled").expect(200).json();
    }

    @Test
    void what_is_exported_can_be_fetched_in_parts(SharedDatabase shared) {
        client.awaitSettled(shared.id());
        JsonNode asked =
                client.post(database(shared.id()) + "/export").expect(202).json();
        assertThat(names(asked)).containsExactly("exportId", "operationId");
        finished(asked);
        Answer part = client.send(
                "GET",
                database(shared.id()) + "/exports/" + asked.path("exportId").asText(),
                Map.of("Range", "bytes=0-3"),
                "");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).hasSize(4);
    }
}
