package io.graphstead.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Organizations, environments, members, API clients and the audit log by the GrapheneDB contract, §3, §4 and §7. */
@Tag("blackbox")
@Tag("slow")
@ExtendWith(BlackBox.class)
class GrapheneDbAdministrationTest {
    private final Http http;
    private final Administration administration;
    private final GrapheneDbClient installation;
    private String organization = "";
    private String environment = "";

    GrapheneDbAdministrationTest(Http http, Administration administration) {
        this.http = http;
        this.administration = administration;
        this.installation = administration.installation();
    }

    @BeforeEach
    void make() {
        organization = administration.organization();
        environment = administration.environment(organization, "Black box");
    }

    @AfterEach
    void remove() {
        for (JsonNode left :
                installation.get("/deployments/environments").expect(200).json().get("environments")) {
            if (left.get("organizationId").asText().equals(organization)) {
                installation
                        .delete("/deployments/environments/" + left.get("id").asText())
                        .expect(204);
            }
        }
        installation.delete("/organizations/" + organization).expect(204);
        installation.get("/organizations/" + organization).grapheneDbError(404);
    }

    private String path() {
        return "/deployments/environments/" + environment;
    }

    @Test
    void an_environment_has_the_keys_of_the_contract_and_can_be_changed() {
        JsonNode changed = installation
                .put(path(), "{\"label\":\"Payments\",\"grantType\":\"production\"}")
                .expect(200)
                .json();
        assertThat(Answer.keys(changed))
                .contains(
                        "id",
                        "label",
                        "organizationId",
                        "grantType",
                        "region",
                        "cidr",
                        "createdAt",
                        "vpcPeers",
                        "networkRules",
                        "stoppedAt");
        assertThat(changed.get("label").asText()).isEqualTo("Payments");
        assertThat(changed.get("grantType").asText()).isEqualTo("production");
        assertThat(installation.get(path()).expect(200).json()).isEqualTo(changed);
        assertThat(installation.put(path(), "{\"label\":7}").grapheneDbError(400))
                .contains("label");
    }

    @Test
    void an_organization_with_environments_is_not_deleted() {
        assertThat(installation.delete("/organizations/" + organization).grapheneDbError(400))
                .contains("environments");
    }

    @Test
    void network_rules_are_kept_and_shown_in_the_environment() {
        JsonNode rule = installation
                .post(path() + "/network-rules", "{\"label\":\"office\",\"ipRange\":\"2001:db8::/32\"}")
                .expect(201)
                .json();
        assertThat(Answer.keys(rule)).containsExactlyInAnyOrder("id", "label", "createdAt", "ipRange");
        assertThat(installation
                        .get(path())
                        .expect(200)
                        .json()
                        .get("networkRules")
                        .get(0))
                .isEqualTo(rule);
        for (String wrong : List.of("10.0.0.1/8", "010.0.0.1", "fe80::1%eth0", "example.org", "10.0.0.0/33")) {
            assertThat(installation
                            .post(path() + "/network-rules", "{\"label\":\"x1\",\"ipRange\":\"" + wrong + "\"}")
                            .grapheneDbError(400))
                    .contains("ipRange");
        }
        installation
                .delete(path() + "/network-rules/" + rule.get("id").asText())
                .expect(204);
        assertThat(installation
                        .get(path() + "/network-rules")
                        .expect(200)
                        .json()
                        .get("networkRules"))
                .isEmpty();
    }

    @Test
    void a_peer_is_refused_with_the_reason() {
        assertThat(installation
                        .post(
                                path() + "/peers",
                                "{\"label\":\"peer\",\"awsAccountId\":\"123456789012\",\"vpcId\":\"vpc-0a1b2c3d\","
                                        + "\"peerVpcRegion\":\"eu-west-1\"}")
                        .grapheneDbError(400))
                .contains("no cloud network");
    }

    @Test
    void a_token_stands_for_what_its_client_is_granted_now() {
        String other = administration.environment(organization, "Other");
        Administration.NewClient client = administration.client(organization, environment, "reader");
        client.grapheneDb().get(path()).expect(200);
        JsonNode changed = installation
                .put(
                        "/organizations/" + organization + "/api-clients/"
                                + client.credentials().id(),
                        "{\"label\":\"moved\",\"grants\":[{\"environmentId\":\"" + other + "\",\"role\":\"writer\"}]}")
                .expect(200)
                .json();
        assertThat(changed.get("grantTypes").toString()).isEqualTo("[\"development\"]");
        assertThat(changed.get("lastUsedAt").isNull()).isFalse();
        client.grapheneDb().get(path()).grapheneDbError(403);
        client.grapheneDb().get("/deployments/environments/" + other).expect(200);
    }

    @Test
    void a_person_is_invited_accepts_enters_what_the_types_allow_and_leaves() {
        String production = administration.environment(organization, "Production");
        installation
                .put("/deployments/environments/" + production, "{\"grantType\":\"production\"}")
                .expect(200);
        String email = "ada-" + UUID.randomUUID() + "@example.org";
        String members = "/organizations/" + organization + "/members";
        JsonNode invited = installation
                .post(members, "{\"email\":\"" + email + "\",\"role\":\"operator\",\"grantTypes\":[\"development\"]}")
                .expect(201)
                .json();
        String invitation = URI.create(invited.get("invitationUrl").asText()).getPath();
        Map<String, String> json = Map.of("Content-Type", "application/json");
        assertThat(http.send("GET", invitation, json)
                        .expect(200)
                        .json()
                        .get("role")
                        .asText())
                .isEqualTo("operator");
        assertThat(http.send("POST", invitation, json, "{\"password\":\"short\"}")
                        .grapheneDbError(400))
                .contains("password");
        http.send("POST", invitation, json, "{\"password\":\"a good password\"}")
                .expect(201);
        http.send("POST", invitation, json, "{\"password\":\"a good password\"}")
                .grapheneDbError(404);
        GrapheneDbClient person = new GrapheneDbClient(
                http,
                http.send(
                                "POST",
                                "/people/token",
                                json,
                                "{\"email\":\"" + email + "\",\"password\":\"a good password\"}")
                        .expect(201)
                        .json()
                        .get("access_token")
                        .asText());
        person.get(path()).expect(200);
        person.get("/deployments/environments/" + production).grapheneDbError(403);
        person.get(members).grapheneDbError(403);
        installation.delete(members + "/" + invited.get("memberId").asText()).expect(204);
        person.get(path()).grapheneDbError(404);
    }

    @Test
    void changes_and_refusals_stand_in_the_audit_log() {
        Administration.NewClient client = administration.client(organization, environment, "reader");
        client.grapheneDb().put(path(), "{\"label\":\"not mine\"}").grapheneDbError(403);
        String query = "/organizations/" + organization + "/audit?resource=" + environment + "&actor="
                + client.credentials().id();
        JsonNode event = await("the event")
                .atMost(Duration.ofSeconds(10))
                .until(() -> installation.get(query).expect(200).json().get("events"), events -> events.size() == 1)
                .get(0);
        assertThat(Answer.keys(event))
                .containsExactly("id", "at", "actor", "action", "resource", "outcome", "requestId", "details");
        assertThat(event.get("action").asText()).isEqualTo("environment.update");
        assertThat(event.get("outcome").asText()).isEqualTo("refused");
        assertThat(event.get("actor").asText())
                .isEqualTo("client:" + client.credentials().id());
        Answer lines = http.send(
                "GET",
                query,
                Map.of("Authorization", "Bearer " + installation.token(), "Accept", "application/x-ndjson"));
        assertThat(Answer.parse(lines.expect(200).text().strip())).isEqualTo(event);
    }
}
