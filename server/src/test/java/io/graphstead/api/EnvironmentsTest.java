package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.api.TestServer.Answer;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can be done with environments after they were made. */
class EnvironmentsTest {
    private static TestServer server;
    private static String admin;

    private String organization;
    private String environment;
    private String path;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        admin = server.adminToken();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void make() {
        organization = server.anOrganization();
        environment = server.anEnvironment(organization);
        path = "/deployments/environments/" + environment;
    }

    private static void refused(Answer answer, int status, String... words) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().get("error").asText()).contains(words);
    }

    private Answer addRule(String label, String range) {
        return server.send(
                "POST",
                path + "/network-rules",
                admin,
                "{\"label\": \"" + label + "\", \"ipRange\": \"" + range + "\"}");
    }

    private JsonNode rules() {
        return server.send("GET", path + "/network-rules", admin, "").json().get("networkRules");
    }

    @Test
    void label_and_type_change_one_by_one_and_together() {
        JsonNode before = server.send("GET", path, admin, "").json();
        Answer relabelled = server.send("PUT", path, admin, "{\"label\": \"Payments\"}");
        assertThat(relabelled.status()).as(relabelled.text()).isEqualTo(200);
        assertThat(relabelled.json().get("label").asText()).isEqualTo("Payments");
        assertThat(relabelled.json().get("grantType").asText()).isEqualTo("development");
        assertThat(relabelled.json().get("slug")).as("addresses are made of it").isEqualTo(before.get("slug"));
        server.send("PUT", path, admin, "{\"grantType\": \"production\"}");
        Answer read = server.send("GET", path, admin, "");
        assertThat(read.json().get("label").asText()).isEqualTo("Payments");
        assertThat(read.json().get("grantType").asText()).isEqualTo("production");
        Answer echoed = server.send("PUT", path, admin, read.text());
        assertThat(echoed.status())
                .as("what was read may be sent back: " + echoed.text())
                .isEqualTo(200);
        assertThat(echoed.json()).isEqualTo(read.json());
    }

    @Test
    void wrong_changes_name_the_field_and_change_nothing() {
        String before = server.send("GET", path, admin, "").text();
        String[][] wrong = {
            {"{}", "nothing to change"},
            {"{\"label\": \"\"}", "label"},
            {"{\"label\": 1}", "label must be text"},
            {"{\"label\": [\"x\"]}", "label must be text"},
            {"{\"label\": \"a\\u0007\"}", "label"},
            {"{\"label\": \"a\\u202eb\"}", "label"},
            {"{\"label\": \"" + "x".repeat(101) + "\"}", "label"},
            {"{\"label\": \"good\", \"grantType\": \"\"}", "grantType"},
            {"{\"label\": \"good\", \"grantType\": \" staging\"}", "grantType"},
            {"{\"label\": \"good\", \"grantType\": \"\\u0440roduction\"}", "grantType"},
            {"{\"label\": \"good\", \"grantType\": \"" + "x".repeat(61) + "\"}", "grantType"},
            {"{\"label\": \"good\", \"grantType\": \"a\\nb\"}", "grantType"},
            {"[]", "object"},
            {"{\"label\": \"x\"", "JSON"},
        };
        for (String[] one : wrong) {
            refused(server.send("PUT", path, admin, one[0]), 400, one[1]);
        }
        assertThat(server.send("GET", path, admin, "").text()).isEqualTo(before);
    }

    @Test
    void a_deleted_environment_is_gone_and_its_name_is_free_again() {
        String slug = server.send("GET", path, admin, "").json().get("slug").asText();
        JsonNode client = server.aClientOf(environment, organization, "operator");
        String token = server.tokenOf(client);
        assertThat(server.send("GET", path, token, "").status()).isEqualTo(200);
        addRule("office", "10.0.0.0/8");

        Answer deleted = server.send("DELETE", path, admin, "");
        assertThat(deleted.status()).as(deleted.text()).isEqualTo(204);
        assertThat(deleted.text()).isEmpty();
        refused(server.send("GET", path, admin, ""), 404, "no environment " + environment + " here");
        refused(server.send("DELETE", path, admin, ""), 404, "no environment " + environment + " here");
        refused(server.send("GET", path, token, ""), 404, "no environment");
        assertThat(server.send("GET", "/deployments/environments", token, "")
                        .json()
                        .get("environments"))
                .isEmpty();
        Answer orphan = server.send(
                "GET",
                "/organizations/" + organization + "/api-clients/"
                        + client.get("clientId").asText(),
                admin,
                "");
        assertThat(orphan.json().get("grants")).isEmpty();
        String again = server.anEnvironment(organization);
        assertThat(server.send("GET", "/deployments/environments/" + again, admin, "")
                        .json()
                        .get("slug")
                        .asText())
                .isEqualTo(slug);
    }

    @Test
    void an_environment_with_a_database_is_not_deleted_until_the_database_is() {
        DeploymentId database = DeploymentRow.in(server.database().jdbi(), environment);
        refused(server.send("DELETE", path, admin, ""), 400, "still holds databases");
        assertThat(server.send("GET", path, admin, "").status())
                .as("nothing was half done")
                .isEqualTo(200);
        refused(server.send("DELETE", "/organizations/" + organization, admin, ""), 400, "still has environments");
        server.database()
                .jdbi()
                .useHandle(handle ->
                        handle.execute("UPDATE deployment SET deleted_at = now() WHERE id = ?", database.value()));
        assertThat(server.send("DELETE", path, admin, "").status()).isEqualTo(204);
        assertThat(server.send("DELETE", "/organizations/" + organization, admin, "")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void a_network_rule_is_added_shown_and_removed() {
        Answer added = addRule("office", "203.0.113.0/24");
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        String id = added.json().get("id").asText();
        assertThat(added.text())
                .isEqualTo("{\"id\":\"" + id
                        + "\",\"label\":\"office\",\"createdAt\":\"Sun, 06 Nov 1994 08:49:37 GMT\","
                        + "\"ipRange\":\"203.0.113.0/24\"}");
        addRule("home", "2001:db8::1");
        assertThat(rules()).hasSize(2);
        assertThat(rules()).contains(added.json());
        assertThat(server.send("GET", path, admin, "").json().get("networkRules"))
                .isEqualTo(rules());
        JsonNode listed =
                server.send("GET", "/deployments/environments", admin, "").json();
        for (JsonNode one : listed.get("environments")) {
            boolean ours = one.get("id").asText().equals(environment);
            assertThat(one.get("networkRules").size())
                    .isEqualTo(ours ? 2 : one.get("networkRules").size());
        }
        assertThat(server.send("GET", path + "/network-rules/" + id, admin, "").json())
                .isEqualTo(added.json());
        assertThat(server.send("DELETE", path + "/network-rules/" + id, admin, "")
                        .status())
                .isEqualTo(204);
        refused(server.send("DELETE", path + "/network-rules/" + id, admin, ""), 404, "network rule " + id);
        refused(server.send("GET", path + "/network-rules/" + id, admin, ""), 404, "network rule " + id);
        refused(server.send("DELETE", path + "/network-rules/nonsense", admin, ""), 404, "network rule");
        assertThat(rules()).hasSize(1);
    }

    @Test
    void a_rule_of_another_environment_is_none_of_this_one() {
        String id = addRule("office", "10.0.0.0/8").json().get("id").asText();
        String other = "/deployments/environments/" + server.anEnvironment(organization) + "/network-rules/" + id;
        refused(server.send("GET", other, admin, ""), 404, "network rule " + id);
        refused(server.send("DELETE", other, admin, ""), 404, "network rule " + id);
        assertThat(rules()).hasSize(1);
    }

    @Test
    void wrong_fields_of_a_rule_are_named_and_nothing_is_added() {
        String range = ", \"ipRange\": \"10.0.0.0/8\"}";
        String[][] wrong = {
            {"{}", "label is missing"},
            {"{\"label\": \"office\"}", "ipRange is missing"},
            {"{\"label\": \"x\"" + range, "label"},
            {"{\"label\": \"" + "x".repeat(31) + "\"" + range, "label"},
            {"{\"label\": \"a b\"" + range, "label"},
            {"{\"label\": \"a\\u0000b\"" + range, "label"},
            {"{\"label\": \"\\u043effice\"" + range, "label"},
            {"{\"label\": 12" + range, "label must be text"},
            {"{\"label\": null" + range, "label is missing"},
            {"{\"label\": \"office\", \"ipRange\": \"10.0.0.1/8\"}", "bits set behind its prefix"},
            {"{\"label\": \"office\", \"ipRange\": 10}", "ipRange must be text"},
            {"{\"label\": \"office\", \"ipRange\": \"\"}", "ipRange"},
            {"{\"label\": \"office\", \"ipRange\": \"example.org\"}", "ipRange"},
        };
        for (String[] one : wrong) {
            refused(server.send("POST", path + "/network-rules", admin, one[0]), 400, one[1]);
        }
        assertThat(rules()).isEmpty();
        addRule("office", "10.0.0.0/8");
        refused(addRule("OFFICE", "10.0.0.0/8"), 400, "label \"OFFICE\" is taken");
        assertThat(rules()).hasSize(1);
    }

    @Test
    void thirty_rules_are_held_also_when_all_come_at_once() throws Exception {
        List<Future<Answer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int at = 0; at < 40; at++) {
                String label = "rule-" + at;
                answers.add(threads.submit(() -> addRule(label, "10.0.0.0/8")));
            }
        }
        int added = 0;
        for (Future<Answer> answer : answers) {
            if (answer.get().status() == 201) {
                added++;
            } else {
                refused(answer.get(), 400, "at most 30");
            }
        }
        assertThat(added).isEqualTo(30);
        assertThat(rules()).hasSize(30);
    }

    @Test
    void peers_are_checked_and_then_refused_with_the_reason() {
        String good = "{\"label\": \"peer\", \"awsAccountId\": \"123456789012\", \"vpcId\": \"vpc-0a1b2c3d\","
                + " \"peerVpcRegion\": \"eu-west-1\"}";
        refused(server.send("POST", path + "/peers", admin, good), 400, "no cloud network");
        String[][] wrong = {
            {"{}", "label is missing"},
            {good.replace("peer\"", "p\""), "label"},
            {good.replace("\"123456789012\"", "123456789012"), "awsAccountId must be text"},
            {good.replace("123456789012", "1234"), "awsAccountId"},
            {good.replace("vpc-0a1b2c3d", "vpc-zz"), "vpcId"},
            {good.replace("eu-west-1", "nowhere"), "peerVpcRegion"},
        };
        for (String[] one : wrong) {
            refused(server.send("POST", path + "/peers", admin, one[0]), 400, one[1]);
        }
        refused(server.send("DELETE", path + "/peers/pcx-1", admin, ""), 404, "VPC peer pcx-1");
        assertThat(server.send("GET", path, admin, "").json().get("vpcPeers")).isEmpty();
    }

    @Test
    void an_administrator_of_the_environment_manages_it_and_does_not_end_it() {
        String administrator = server.tokenOf(server.aClientOf(environment, organization, "administrator"));
        String operator = server.tokenOf(server.aClientOf(environment, organization, "operator"));
        assertThat(server.send("PUT", path, administrator, "{\"label\": \"New\"}")
                        .status())
                .isEqualTo(200);
        refused(server.send("PUT", path, operator, "{"), 403, "administrator");
        refused(server.send("POST", path + "/network-rules", operator, "{"), 403, "administrator");
        assertThat(server.send("GET", path + "/network-rules", operator, "").status())
                .isEqualTo(200);
        refused(server.send("DELETE", path, operator, ""), 403, "administrator");
        refused(server.send("DELETE", path, administrator, ""), 403, "organization", "administrator");
        String over = server.tokenOf(server.aClient(
                organization, "{\"organizationId\": \"" + organization + "\", \"role\": \"administrator\"}"));
        assertThat(server.send("DELETE", path, over, "").status()).isEqualTo(204);
    }
}
