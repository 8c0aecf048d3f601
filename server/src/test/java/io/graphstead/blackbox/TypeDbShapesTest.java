package io.graphstead.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.blackbox.BlackBoxTarget.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the TypeDB dialect shows, here of a database that the other dialect made. Contract §1, §3, §5, §7. */
@Tag("blackbox")
@Tag("slow")
@ExtendWith(BlackBox.class)
class TypeDbShapesTest {
    private final BlackBoxTarget target;
    private final Http http;
    private final TypeDbClient client;

    TypeDbShapesTest(BlackBoxTarget target, Http http, TypeDbClient client) {
        this.target = target;
        this.http = http;
        this.client = client;
    }

    static List<String> families(BlackBoxTarget target) {
        String owner = target.organizationSlug();
        String home = target.projectSlug();
        return List.of(
                "/api/org/" + owner + "/projects/" + home + "/clusters",
                "/api/team/" + owner + "/spaces/" + home + "/clusters",
                "/api/v1/team/" + owner + "/spaces/" + home + "/clusters");
    }

    @Test
    void a_cluster_has_its_keys_in_order_on_every_family_of_paths(SharedDatabase shared) {
        for (String family : families(target)) {
            JsonNode cluster =
                    client.get(family + "/" + shared.clusterId()).expect(200).json();
            List<String> keys =
                    new ArrayList<>(List.of("id", "serverCount", "storageSizeGB", "isFree", "status", "createdAt"));
            keys.addAll(
                    family.startsWith("/api/org") ? List.of("organization", "project") : List.of("teamID", "spaceID"));
            keys.addAll(List.of("version", "provider", "region", "machineType", "storageType", "servers"));

            assertThat(Answer.keys(cluster)).as(family).startsWith(keys.toArray(String[]::new));
            assertThat(Answer.keys(cluster)).as("a healthy cluster").doesNotContain("message");
            assertThat(cluster.get(keys.get(6)).asText()).isEqualTo(target.organizationSlug());
            assertThat(cluster.get(keys.get(7)).asText()).isEqualTo(target.projectSlug());
        }
    }

    @Test
    void what_the_other_dialect_made_is_shown_by_the_rules_of_the_contract(SharedDatabase shared) {
        JsonNode cluster = client.get(client.clusters() + "/" + shared.clusterId())
                .expect(200)
                .json();
        JsonNode database = shared.json();

        assertThat(cluster.get("id").asText()).isEqualTo(shared.clusterId());
        assertThat(cluster.get("provider").asText()).isEqualTo("aws");
        assertThat(cluster.get("machineType").asText())
                .isEqualTo(database.get("plan").asText());
        assertThat(cluster.get("storageType").asText()).isEqualTo("gp2");
        assertThat(cluster.get("isFree").asBoolean()).isFalse();
        assertThat(cluster.get("serverCount").asInt()).isEqualTo(1);
        assertThat(cluster.get("createdAt").isIntegralNumber()).isTrue();
        assertThat(cluster.get("createdAt").asLong())
                .as("milliseconds, not seconds")
                .isGreaterThan(1_000_000_000_000L);
        assertThat(cluster.get("status").asText()).isEqualTo("running");
        assertThat(cluster.get("servers")).hasSize(1);
        assertThat(Answer.keys(cluster.get("servers").get(0))).containsExactly("address", "status");
        assertThat(cluster.get("servers").get(0).get("address").asText())
                .isEqualTo(database.get("domainName").asText() + ":"
                        + database.get("boltPort").asInt());
        assertThat(cluster.get("servers").get(0).get("status").asText()).isEqualTo("running");
        assertThat(cluster.get("version").asText())
                .endsWith(database.get("version").get("number").asText());
    }

    @Test
    void organization_and_project_are_found_by_id_too(SharedDatabase shared) {
        client.get("/api/org/" + target.organizationId() + "/projects/" + target.environmentId() + "/clusters/"
                        + shared.clusterId())
                .expect(200);
        client.get("/api/v1/team/" + target.organizationSlug() + "/spaces/" + target.environmentId() + "/clusters")
                .expect(200);
    }

    @Test
    void a_list_is_a_bare_array(SharedDatabase shared) {
        for (String family : families(target)) {
            JsonNode list = client.get(family).expect(200).json();
            assertThat(list.isArray()).isTrue();
            assertThat(list)
                    .anySatisfy(
                            cluster -> assertThat(cluster.get("id").asText()).isEqualTo(shared.clusterId()));
        }
    }

    @Test
    void the_versions_are_told_to_everyone_and_can_all_be_deployed() {
        JsonNode versions = http.send("GET", "/api/v1/cluster-versions", Map.of())
                .expect(200)
                .json();

        assertThat(Answer.keys(versions)).containsExactly("availableVersions");
        assertThat(versions.get("availableVersions"))
                .isNotEmpty()
                .allSatisfy(version -> assertThat(version.isTextual()).isTrue());
        if (Choice.speaksCypher()) {
            assertThat(versions.get("availableVersions"))
                    .anySatisfy(version -> assertThat(version.asText()).matches("neo4j-\\d+(\\.\\d+)*"));
        }
    }
}
