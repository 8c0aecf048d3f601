package io.graphstead.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.blackbox.BlackBoxTarget.Choice;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One cluster from its deployment to its end by the command lines of the vendor's page, unchanged but for host, ids,
 * secrets and a version that exists here.
 */
@Tag("blackbox")
@Tag("slow")
@ExtendWith(BlackBox.class)
class TypeDbVendorPageTest {
    private static final String HOST = "https://cloud.typedb.com";
    /** The id in the page's deployment. */
    private static final String ID = "api-cluster";

    private final BlackBoxTarget target;
    private final TypeDbClient client;
    private Curl curl;

    TypeDbVendorPageTest(BlackBoxTarget target, TypeDbClient client) {
        this.target = target;
        this.client = client;
    }

    @BeforeEach
    void aProjectWithoutTheCluster(@TempDir Path home) {
        curl = new Curl(target, home);
        if (client.get(client.clusters() + "/" + ID).status() == 200) {
            client.delete(client.clusters() + "/" + ID).expect(200);
            client.awaitGone(ID);
        }
    }

    private JsonNode run(String page, int status, Map<String, String> more) throws Exception {
        Map<String, String> put = new HashMap<>(more);
        put.put(HOST, target.url().toString());
        put.put("ORG_ID", target.organizationSlug());
        put.put("PROJECT_ID", target.projectSlug());
        put.put("{ACCESS-TOKEN}", client.token());
        Curl.Printed printed = curl.run(page, put);
        assertThat(printed.status()).as(printed.body()).isEqualTo(status);
        return Answer.parse(printed.body());
    }

    private JsonNode run(String page) throws Exception {
        return run(page, 200, Map.of("CLUSTER_ID", ID));
    }

    private static String server(JsonNode cluster) {
        assertThat(cluster.get("servers")).hasSize(1);
        return cluster.get("servers").get(0).get("status").asText();
    }

    private static String address(JsonNode cluster) {
        return cluster.get("servers").get(0).get("address").asText();
    }

    @Test
    void the_pages_way_to_a_token_works() throws Exception {
        Curl.Printed printed = curl.run(
                "typedb-token.sh",
                Map.of(
                        HOST,
                        target.url().toString(),
                        "{CLIENT_ID}",
                        target.typeDb().id(),
                        "{CLIENT_SECRET}",
                        target.typeDb().secret()));

        assertThat(printed.status()).isEqualTo(200);
        assertThat(printed.body()).matches("[A-Za-z0-9_.-]+");
    }

    @Test
    void the_pages_deployment_is_refused_only_for_its_version() throws Exception {
        Assumptions.assumeFalse(
                client.get("/api/v1/cluster-versions").text().contains("\"3.0.6\""),
                "the page's version can be had here");
        JsonNode error = run("typedb-deploy.sh", 400, Map.of());

        assertThat(error.get("code").asText()).isEqualTo("UNKNOWN_VERSION");
        assertThat(error.get("message").asText()).contains("3.0.6");
    }

    @Test
    void a_cluster_lives_by_the_pages_commands(GrapheneDbClient grapheneDb) throws Exception {
        JsonNode deployed = run("typedb-deploy.sh", 200, Map.of("3.0.6", version()));
        assertThat(deployed.get("status").asText()).isEqualTo("starting");
        assertThat(deployed.get("id").asText()).isEqualTo(ID);
        assertThat(deployed.get("isFree").asBoolean()).isTrue();
        assertThat(deployed.get("machineType").asText()).isEqualTo("c2d-highcpu-2");
        assertThat(deployed.get("region").asText()).isEqualTo("europe-west2");
        assertThat(deployed.get("organization").asText()).isEqualTo(target.organizationSlug());
        assertThat(deployed.get("project").asText()).isEqualTo(target.projectSlug());
        assertThat(server(deployed)).isEqualTo("pending");
        assertThat(address(deployed)).matches("[^:/]+:\\d+");
        assertThat(client.post(client.clusters() + "/deploy", deployBody()).typeDbError(409))
                .isEqualTo("CLUSTER_ID_TAKEN");

        JsonNode running = client.awaitStatus(ID, "running");
        assertThat(server(running)).isEqualTo("running");
        assertThat(address(running)).isEqualTo(address(deployed));
        assertThat(run("typedb-get.sh")).isEqualTo(running);
        assertThat(run("typedb-list.sh", 200, Map.of())).contains(running);
        shownByTheOtherDialect(grapheneDb, running);

        JsonNode suspending = run("typedb-suspend.sh");
        assertThat(suspending.get("status").asText()).isEqualTo("suspending");
        assertThat(server(suspending)).isEqualTo("running");
        assertThat(client.awaitStatus(ID, "suspended").get("servers")).isEmpty();
        run("typedb-suspend.sh", 400, Map.of("CLUSTER_ID", ID));

        JsonNode resuming = run("typedb-resume.sh");
        assertThat(resuming.get("status").asText()).isEqualTo("resuming");
        assertThat(server(resuming)).isEqualTo("pending");
        assertThat(address(resuming)).isEqualTo(address(deployed));
        client.awaitStatus(ID, "running");
        run("typedb-resume.sh", 400, Map.of("CLUSTER_ID", ID));

        JsonNode destroying = run("typedb-destroy.sh");
        assertThat(destroying.get("status").asText()).isEqualTo("destroying");
        assertThat(server(destroying)).isEqualTo("running");
        client.awaitGone(ID);
        run("typedb-get.sh", 404, Map.of("CLUSTER_ID", ID));
    }

    /** A release that is there under both dialects' names. */
    private static String version() {
        return Choice.version().map(number -> engine() + "-" + number).orElse("latest");
    }

    private static String engine() {
        return Choice.vendor().equals("graphneo") ? "neo4j" : Choice.vendor().substring("graph".length());
    }

    private static String deployBody() {
        return """
                {"id":"api-cluster","serverCount":1,"storageSizeGB":10,"provider":"gcp","region":"europe-west2",\
                "isFree":false,"machineType":"c2d-highcpu-2","storageType":"standard-rwo","version":"%s"}""".formatted(version());
    }

    private void shownByTheOtherDialect(GrapheneDbClient grapheneDb, JsonNode cluster) {
        JsonNode databases = grapheneDb
                .get("/deployments/environments/" + target.environmentId() + "/databases")
                .expect(200)
                .json()
                .get("databases");
        assertThat(databases).anySatisfy(database -> {
            assertThat(database.get("name").asText()).isEqualTo(ID);
            assertThat(database.get("plan").asText()).isEqualTo("c2d-highcpu-2");
            assertThat(database.get("domainName").asText() + ":"
                            + database.get("boltPort").asInt())
                    .isEqualTo(address(cluster));
            assertThat(database.get("status").get("state").asText()).isEqualTo("running");
        });
    }
}
