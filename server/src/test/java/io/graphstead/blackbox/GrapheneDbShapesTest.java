package io.graphstead.blackbox;

import static io.graphstead.blackbox.GrapheneDbClient.database;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.blackbox.BlackBoxTarget.Choice;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the GrapheneDB dialect shows, and by which paths. Contract §1, §3, §4 and §6. */
@Tag("blackbox")
@Tag("slow")
@ExtendWith(BlackBox.class)
class GrapheneDbShapesTest {
    private static final String RFC_7231 =
            "(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT";

    private final BlackBoxTarget target;
    private final GrapheneDbClient client;

    GrapheneDbShapesTest(BlackBoxTarget target, GrapheneDbClient client) {
        this.target = target;
        this.client = client;
    }

    @Test
    void versions_have_exactly_one_default_per_vendor() {
        JsonNode versions =
                client.get("/deployments/versions").expect(200).json().get("versions");

        Map<String, Integer> defaults = new HashMap<>();
        for (JsonNode version : versions) {
            assertThat(Answer.keys(version)).contains("number", "edition", "vendor", "default", "installed");
            assertThat(version.get("installed").isBoolean()).isTrue();
            defaults.merge(
                    version.get("vendor").asText(), version.get("default").asBoolean() ? 1 : 0, Integer::sum);
        }
        assertThat(defaults)
                .isNotEmpty()
                .allSatisfy((vendor, count) -> assertThat(count).isEqualTo(1));
    }

    @Test
    void plans_and_regions_have_the_keys_of_the_contract() {
        JsonNode plans = client.get("/deployments/plans").expect(200).json().get("plans");
        assertThat(plans).isNotEmpty();
        for (JsonNode plan : plans) {
            assertThat(Answer.keys(plan))
                    .contains(
                            "id",
                            "label",
                            "memoryMB",
                            "heapMB",
                            "pageCacheMB",
                            "storageGB",
                            "cpus",
                            "servers",
                            "extras");
            assertThat(plan.get("extras").isArray()).isTrue();
        }
        JsonNode regions = client.get("/deployments/regions").expect(200).json().get("regions");
        assertThat(regions).isNotEmpty();
        for (JsonNode region : regions) {
            assertThat(Answer.keys(region)).contains("id", "name", "provider");
        }
    }

    @Test
    void environments_are_listed_and_found_by_id() {
        JsonNode environment = client.get("/deployments/environments/" + target.environmentId())
                .expect(200)
                .json();

        assertThat(Answer.keys(environment))
                .contains(
                        "id",
                        "label",
                        "slug",
                        "organizationId",
                        "grantType",
                        "region",
                        "cidr",
                        "createdAt",
                        "vpcPeers",
                        "networkRules",
                        "stoppedAt");
        assertThat(environment.get("createdAt").asText()).matches(RFC_7231);
        assertThat(environment.get("slug").asText()).isEqualTo(target.projectSlug());
        assertThat(client.get("/deployments/environments").expect(200).json().get("environments"))
                .contains(environment);
    }

    @Test
    void a_database_has_dates_as_strings_and_ports_as_integers(SharedDatabase shared) {
        JsonNode database = shared.json();

        assertThat(database.get("id").asText()).matches("[0-9a-f]{32}");
        assertThat(database.get("organizationId").asText()).isEqualTo(target.organizationId());
        assertThat(database.get("environmentId").asText()).isEqualTo(target.environmentId());
        assertThat(database.get("createdAt").asText()).matches(RFC_7231);
        assertThat(database.get("httpPort").isInt()).isTrue();
        assertThat(database.get("boltPort").isInt()).isTrue();
        assertThat(database.get("plan").isTextual()).isTrue();
        assertThat(database.get("domainName").isTextual()).isTrue();
        assertThat(database.get("privateDomainName").isTextual()).isTrue();
        assertThat(Answer.keys(database.get("version"))).containsExactlyInAnyOrder("number", "edition", "vendor");
        assertThat(database.get("version").get("vendor").asText()).isEqualTo(Choice.vendor());
        assertThat(database.get("nodes")).hasSize(1);
        assertThat(Answer.keys(database.get("nodes").get(0))).containsExactlyInAnyOrder("stationId", "nodeType");
        assertThat(database.get("enabledExtrasKinds").isArray()).isTrue();
        assertThat(database.get("terminationProtected").asBoolean()).isFalse();
        assertThat(database.get("connectionUrl").asText())
                .isEqualTo(URI.create(database.get("connectionUrl").asText()).getScheme() + "://"
                        + database.get("domainName").asText() + ":"
                        + database.get("boltPort").asInt());
    }

    @Test
    void a_running_database_has_all_four_flags_false(SharedDatabase shared) {
        JsonNode status =
                client.get(database(shared.id()) + "/status").expect(200).json();

        assertThat(status.get("state").asText()).isEqualTo("running");
        for (String flag : List.of("needsRestart", "isPending", "isLocked", "underIncident")) {
            assertThat(status.get(flag).isBoolean()).as(flag).isTrue();
            assertThat(status.get(flag).asBoolean()).as(flag).isFalse();
        }
        assertThat(Answer.keys(status.get("lastHealthCheckStatus")))
                .containsExactlyInAnyOrder("lastCheckSecondsAgo", "status");
        assertThat(client.get(database(shared.id()))
                        .expect(200)
                        .json()
                        .get("status")
                        .get("state"))
                .isEqualTo(status.get("state"));
    }

    @Test
    void every_alias_of_a_path_reaches_the_same_database(SharedDatabase shared) {
        String id = shared.id();
        String dashed = id.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        for (String prefix :
                List.of("/deployments/databases/" + Choice.vendor() + "/", "/deployments/databases/", "/databases/")) {
            for (String form : List.of(id, dashed)) {
                assertThat(client.get(prefix + form)
                                .expect(200)
                                .json()
                                .get("id")
                                .asText())
                        .isEqualTo(id);
                assertThat(client.get(prefix + form + "/status")
                                .expect(200)
                                .json()
                                .get("state")
                                .asText())
                        .isEqualTo("running");
                assertThat(client.get(prefix + form + "/operations")
                                .expect(200)
                                .json()
                                .get("operations"))
                        .isNotEmpty();
            }
        }
        // Refused for its state, so it has reached the database: by either verb, in the page's own form.
        client.post("/deployments/databases/" + id + "/resume").grapheneDbError(400);
        client.put("/databases/" + id + "/resume").grapheneDbError(400);
    }

    @Test
    void every_list_of_databases_has_it(SharedDatabase shared) {
        for (String list : List.of(
                "/databases",
                "/deployments/databases",
                "/deployments/databases/" + Choice.vendor(),
                "/deployments/environments/" + target.environmentId() + "/databases")) {
            JsonNode databases = client.get(list).expect(200).json().get("databases");
            assertThat(databases)
                    .as(list)
                    .anySatisfy(
                            database -> assertThat(database.get("id").asText()).isEqualTo(shared.id()));
        }
    }

    @Test
    void a_database_is_not_found_under_another_vendor(SharedDatabase shared) {
        String other = Choice.vendor().equals("graphtypedb") ? "graphneo" : "graphtypedb";

        client.get("/deployments/databases/" + other + "/" + shared.id()).grapheneDbError(404);
        client.get("/deployments/databases/" + other + "/" + shared.id() + "/operations")
                .grapheneDbError(404);
        client.post("/deployments/databases/" + other + "/" + shared.id() + "/pause")
                .grapheneDbError(404);
        assertThat(client.get("/deployments/databases/" + other).expect(200).text())
                .doesNotContain(shared.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ongdb", "neo4j", "GraphNeo"})
    void a_vendor_that_is_not_served_is_refused_naming_those_that_are(String vendor) {
        assertThat(client.get("/deployments/databases/" + vendor).grapheneDbError(400))
                .contains(vendor, "graphneo", "graphtypedb");
        client.post("/deployments/databases/" + vendor, "{}").grapheneDbError(400);
    }

    @Test
    void a_restart_of_a_station_that_is_not_there_is_refused_and_restarts_nothing(SharedDatabase shared) {
        String error = client.post(
                        database(shared.id()) + "/restart",
                        "{\"stationIds\":[\"" + "0".repeat(32) + "\"],\"reset\":false}")
                .grapheneDbError(400);

        assertThat(error).contains("stationIds");
        assertThat(client.get(database(shared.id()) + "/operations").expect(200).text())
                .doesNotContain("\"operationType\":\"restart\"");
    }

    @Test
    void a_snapshot_has_the_shape_of_the_contract_and_can_be_pinned_and_deleted(SharedDatabase shared) {
        String snapshots = database(shared.id()) + "/snapshots";
        JsonNode taken = client.post(snapshots, "{\"label\":\"before the move\"}")
                .expect(202)
                .json();
        JsonNode snapshot = taken.path("snapshot");
        assertThat(snapshot.path("status").asText()).isEqualTo("pending");
        assertThat(snapshot.path("kind").asText()).isEqualTo("on-demand");
        assertThat(snapshot.path("label").asText()).isEqualTo("before the move");
        assertThat(snapshot.path("verified").asBoolean(true)).isFalse();
        String operation = "/operations/" + taken.path("operationId").asText();
        await("the snapshot is made")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> !client.get(operation)
                        .expect(200)
                        .json()
                        .path("status")
                        .asText()
                        .equals("started"));
        String path = snapshots + "/" + snapshot.path("id").asText();
        JsonNode ready = client.get(path).expect(200).json();
        assertThat(ready.path("status").asText()).isEqualTo("ready");
        assertThat(ready.path("sizeBytes").asLong()).isPositive();
        assertThat(client.put(path, "{\"pinned\":true}")
                        .expect(200)
                        .json()
                        .path("pinned")
                        .asBoolean())
                .isTrue();
        assertThat(client.get(snapshots).expect(200).json().path("snapshots")).isNotEmpty();
        client.delete(path).expect(204);
        client.get(path).expect(404);
    }

    @Test
    void every_reply_carries_a_request_id_and_echoes_one_sent_in() {
        assertThat(client.get("/deployments/plans").headers().firstValue("X-Request-Id"))
                .isPresent();
        assertThat(client.send("GET", "/deployments/plans", Map.of("X-Request-Id", "black-box-1"), "")
                        .headers()
                        .firstValue("X-Request-Id"))
                .contains("black-box-1");
    }
}
