package io.graphstead.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.blackbox.BlackBoxTarget.Choice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Updates and clones, and how clusters of every engine look through the other dialect. Contract §1, §3, §5, §6 and §8. */
@Tag("blackbox")
@Tag("slow")
@ExtendWith(BlackBox.class)
class TypeDbUpdateTest {
    private final BlackBoxTarget target;
    private final Http http;
    private final TypeDbClient client;
    private final GrapheneDbClient grapheneDb;

    TypeDbUpdateTest(BlackBoxTarget target, Http http, TypeDbClient client, GrapheneDbClient grapheneDb) {
        this.target = target;
        this.http = http;
        this.client = client;
        this.grapheneDb = grapheneDb;
    }

    /** Of the engine that is quickest to come up. */
    private String version() {
        return Choice.clusterVersions(http).getLast();
    }

    private JsonNode deployed(String id) {
        JsonNode cluster = client.post(client.clusters() + "/deploy", """
                        {"id":"%s","serverCount":1,"storageSizeGB":10,"provider":"aws","region":"eu-west-2",\
                        "isFree":false,"machineType":"c7g.large","storageType":"gp2","version":"%s",\
                        "backupConfiguration":{"frequency":"hourly"}}""".formatted(id, version()))
                .expect(200)
                .json();
        assertThat(cluster.get("backupConfiguration").toString())
                .isEqualTo("{\"frequency\":\"hourly\",\"retentionDays\":7}");
        return client.awaitStatus(id, "running");
    }

    private Answer patch(String id, String json) {
        return http.send(
                "PATCH",
                client.clusters() + "/" + id,
                Map.of("Authorization", "Bearer " + client.token(), "Content-Type", "application/json"),
                json.replace('\'', '"'));
    }

    private JsonNode patched(String id, String json) {
        JsonNode cluster = patch(id, json).expect(200).json();
        ClusterShape.check(target, client.clusters(), cluster);
        return cluster;
    }

    private void destroy(String id) {
        client.delete(client.clusters() + "/" + id).expect(200);
        client.awaitGone(id);
    }

    @Test
    void a_cluster_is_updated_and_cloned() {
        deployed("before");
        JsonNode renamed = patched(
                "before",
                "{'id':'after','storageSizeGB':20,'backupConfiguration':{'frequency':'daily','retentionDays':30}}");
        assertThat(renamed.get("id").asText()).isEqualTo("after");
        assertThat(renamed.get("storageSizeGB").asInt()).isEqualTo(20);
        assertThat(renamed.get("status").asText()).as("nothing restarts").isEqualTo("running");
        client.get(client.clusters() + "/before").typeDbError(404);

        assertThat(patch("after", "{'storageSizeGB':10}").typeDbError(400)).isEqualTo("STORAGE_CANNOT_SHRINK");
        assertThat(patch("after", "{}").typeDbError(400)).isEqualTo("EMPTY_UPDATE");
        assertThat(patch("after", "[]").typeDbError(400)).isEqualTo("MALFORMED_REQUEST");
        assertThat(patch("after", "{'region':'eu-west-2'}").typeDbError(400)).isEqualTo("UNKNOWN_FIELD");
        assertThat(patch("after", "{'machineType':'c2d-highcpu-2'}").typeDbError(400))
                .isEqualTo("UNKNOWN_MACHINE_TYPE");
        assertThat(patch("after", "{'version':'neo4j-1.9.9'}").typeDbError(400)).isEqualTo("UNKNOWN_VERSION");
        assertThat(patched("after", "{'storageSizeGB':20}")).isEqualTo(patched("after", "{'id':'after'}"));

        JsonNode clone = client.post(client.clusters() + "/after/clone", "{\"id\":\"copy\"}")
                .expect(200)
                .json();
        ClusterShape.check(target, client.clusters(), clone);
        assertThat(clone.get("status").asText()).isEqualTo("starting");
        assertThat(clone.get("storageSizeGB").asInt()).isEqualTo(20);
        assertThat(patch("after", "{'id':'copy'}").typeDbError(409)).isEqualTo("CLUSTER_ID_TAKEN");
        client.awaitStatus("copy", "running");
        assertThat(client.post(client.clusters() + "/after/clone", "{\"id\":\"copy\"}")
                        .typeDbError(409))
                .isEqualTo("CLUSTER_ID_TAKEN");

        JsonNode larger = patched("after", "{'machineType':'c7g.xlarge'}");
        assertThat(larger.get("machineType").asText()).isEqualTo("c7g.xlarge");
        assertThat(larger.get("status").asText()).isEqualTo("updating");
        client.awaitStatus("after", "running");

        client.post(client.clusters() + "/after/suspend").expect(200);
        client.awaitStatus("after", "suspended");
        assertThat(patched("after", "{'machineType':'c7g.large'}")
                        .get("machineType")
                        .asText())
                .isEqualTo("c7g.large");
        client.awaitStatus("after", "suspended");
        destroy("after");
        destroy("copy");
    }

    @Test
    void clusters_are_databases_and_databases_are_clusters() throws Exception {
        JsonNode cluster = deployed("both-ways");
        String engine = cluster.get("engine").asText();
        String vendor = engine.equals("neo4j") ? "graphneo" : "graph" + engine;
        JsonNode database = databaseNamed(vendor, "both-ways");
        String path =
                "/deployments/databases/" + vendor + "/" + database.get("id").asText();

        assertThat(database.get("plan").asText()).isEqualTo("c7g.large");
        assertThat(database.at("/version/vendor").asText()).isEqualTo(vendor);
        JsonNode credentials = grapheneDb.get(path + "/credentials").expect(200).json();
        if (engine.equals("typedb")) {
            assertThat(credentials.get("username").asText()).isEqualTo("admin");
            assertThat(credentials.get("password").asText()).as("contract §8").isEqualTo("password");
        }
        grapheneDb.get(path + "/status").expect(200);
        grapheneDb.get(path + "/logs").expect(200);
        grapheneDb.get(path + "/metrics").expect(200);
        assertThat(grapheneDb.get(path + "/operations").expect(200).json().get("operations"))
                .hasSize(1);
        assertThat(grapheneDb
                        .put(
                                path + "/settings/config",
                                "{\"configuration\":[{\"key\":\"no.such\",\"value\":\"1\",\"secret\":false}]}")
                        .grapheneDbError(400))
                .contains("no.such");

        grapheneDb.post(path + "/restart", "{}").expect(202);
        client.awaitStatus("both-ways", "running");
        grapheneDb.post(path + "/pause").expect(202);
        client.awaitStatus("both-ways", "suspended");
        grapheneDb.post(path + "/resume").expect(202);
        client.awaitStatus("both-ways", "running");
        grapheneDb.delete(path).expect(202);
        client.awaitGone("both-ways");
    }

    @Test
    void a_database_that_the_other_dialect_made_of_any_vendor_is_a_cluster() throws Exception {
        String version = version();
        String engine = version.contains("-") ? version.substring(0, version.lastIndexOf('-')) : "typedb";
        String vendor = engine.equals("neo4j") ? "graphneo" : "graph" + engine;
        String number = version.substring(version.lastIndexOf('-') + 1);
        JsonNode made = grapheneDb
                .post("/deployments/databases/" + vendor, """
                        {"environmentId":"%s","name":"Made_There","plan":"%s","version":"%s"}""".formatted(
                                target.environmentId(), grapheneDb.plan(), number))
                .expect(202)
                .json()
                .get("database");
        assertThat(made.at("/status/state").asText()).isEqualTo("paused");
        assertThat(made.at("/status/isPending").asBoolean()).isTrue();

        JsonNode cluster = client.awaitStatus("made_there", "running");
        ClusterShape.check(target, client.clusters(), cluster);
        assertThat(cluster.get("version").asText()).isEqualTo(version);
        assertThat(cluster.get("provider").asText()).isEqualTo("aws");
        assertThat(cluster.get("storageType").asText()).isEqualTo("gp2");
        assertThat(cluster.get("machineType").asText()).isEqualTo(grapheneDb.plan());
        assertThat(cluster.get("isFree").asBoolean()).isFalse();
        assertThat(cluster.get("engine").asText()).isEqualTo(engine);
        destroy("made_there");
    }

    @Test
    void a_second_free_cluster_is_refused() {
        String free = """
                {"id":"%s","serverCount":1,"storageSizeGB":10,"provider":"gcp","region":"europe-west2","isFree":true,\
                "machineType":"c2d-highcpu-2","storageType":"standard-rwo","version":"%s"}""";
        String deploy = client.clusters() + "/deploy";
        client.post(deploy, free.formatted("free-1", version())).expect(200);
        Answer second = client.post(deploy, free.formatted("free-2", version()));
        assertThat(second.typeDbError(400)).isEqualTo("FREE_CLUSTER_LIMIT");
        assertThat(second.json().get("message").asText()).contains("free-1");
        client.awaitStatus("free-1", "running");
        assertThat(patch("free-1", "{'storageSizeGB':20}").typeDbError(400)).isEqualTo("FREE_CLUSTER_LIMIT");
        assertThat(patch("free-1", "{'backupConfiguration':{'frequency':'daily'}}")
                        .typeDbError(400))
                .isEqualTo("FREE_CLUSTER_LIMIT");
        destroy("free-1");
    }

    private JsonNode databaseNamed(String vendor, String name) throws Exception {
        List<String> lists = List.of("/deployments/databases/" + vendor, "/databases", "/deployments/databases");
        JsonNode found = new ObjectMapper().nullNode();
        for (String list : lists) {
            found = new ObjectMapper().nullNode();
            for (JsonNode database : grapheneDb.get(list).expect(200).json().get("databases")) {
                if (database.get("name").asText().equals(name)) {
                    found = database;
                }
            }
            assertThat(found.isNull()).as("%s in %s", name, list).isFalse();
        }
        return found;
    }
}
