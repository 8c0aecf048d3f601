package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.api.TestServer.Answer;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Quotas, changes and the end of organizations. */
class OrganizationsTest {
    private static TestServer server;
    private static String admin;

    @BeforeAll
    static void start() {
        server = TestServer.start();
        admin = server.adminToken();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void refused(Answer answer, int status, String... words) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().get("error").asText()).contains(words);
    }

    private static String name() {
        return "Org " + UUID.randomUUID().toString().substring(0, 8);
    }

    private static JsonNode quota(String path) {
        return server.send("GET", path, admin, "").json().get("quota");
    }

    @Test
    void a_quota_is_kept_replaced_as_a_whole_and_taken_away() {
        Answer made = server.send(
                "POST",
                "/organizations",
                admin,
                "{\"name\": \"" + name() + "\", \"quota\": {\"memoryMB\": 4096, \"databases\": 0}}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.json().get("quota").toString())
                .isEqualTo("{\"memoryMB\":4096,\"storageGB\":null,\"databases\":0}");
        String path = "/organizations/" + made.json().get("id").asText();
        assertThat(quota(path)).isEqualTo(made.json().get("quota"));

        server.send("PUT", path, admin, "{\"name\": \"Renamed\"}");
        assertThat(quota(path))
                .as("what is not named stays")
                .isEqualTo(made.json().get("quota"));
        server.send("PUT", path, admin, "{\"quota\": {\"storageGB\": 7}}");
        assertThat(quota(path).toString()).isEqualTo("{\"memoryMB\":null,\"storageGB\":7,\"databases\":null}");
        Answer echoed = server.send(
                "PUT", path, admin, server.send("GET", path, admin, "").text());
        assertThat(echoed.status())
                .as("what was read may be sent back: " + echoed.text())
                .isEqualTo(200);
        assertThat(quota(path).toString()).isEqualTo("{\"memoryMB\":null,\"storageGB\":7,\"databases\":null}");
        server.send("PUT", path, admin, "{\"quota\": {}}");
        assertThat(quota(path).toString()).isEqualTo("{\"memoryMB\":null,\"storageGB\":null,\"databases\":null}");
    }

    @Test
    void wrong_fields_are_named_and_change_nothing() {
        String path = "/organizations/" + server.anOrganization();
        String before = server.send("GET", path, admin, "").text();
        String[][] wrong = {
            {"{}", "nothing to change"},
            {"{\"name\": \"\"}", "name"},
            {"{\"name\": \"x\", \"slug\": \"A\"}", "slug"},
            {"{\"name\": \"x\", \"slug\": \"\\u0430b\"}", "slug"},
            {"{\"name\": \"x\", \"quota\": 5}", "quota must be an object"},
            {"{\"name\": \"x\", \"quota\": {\"memoryMB\": -1}}", "quota.memoryMB"},
            {"{\"name\": \"x\", \"quota\": {\"memoryMB\": \"1\"}}", "quota.memoryMB must be a whole number"},
            {"{\"name\": \"x\", \"quota\": {\"storageGB\": 1.5}}", "quota.storageGB must be a whole number"},
            {"{\"name\": \"x\", \"quota\": {\"databases\": 1000000000001}}", "quota.databases"},
            {"{\"name\": \"x\", \"quota\": {\"databases\": 99999999999999999999999}}", "quota.databases"},
            {"{\"name\": \"x\", \"quota\": {\"databases\": true}}", "quota.databases"},
        };
        for (String[] one : wrong) {
            refused(server.send("PUT", path, admin, one[0]), 400, one[1]);
        }
        assertThat(server.send("GET", path, admin, "").text()).isEqualTo(before);
        refused(
                server.send("POST", "/organizations", admin, "{\"name\": \"x\", \"quota\": {\"memoryMB\": -1}}"),
                400,
                "quota.memoryMB");
    }

    @Test
    void a_slug_can_be_changed_to_a_free_one() {
        String one = server.anOrganization();
        String taken = server.send("GET", "/organizations/" + server.anOrganization(), admin, "")
                .json()
                .get("slug")
                .asText();
        refused(
                server.send("PUT", "/organizations/" + one, admin, "{\"slug\": \"" + taken + "\"}"),
                400,
                "slug \"" + taken + "\" is taken");
        String free = "free-" + UUID.randomUUID().toString().substring(0, 8);
        assertThat(server.send("PUT", "/organizations/" + one, admin, "{\"slug\": \"" + free + "\"}")
                        .json()
                        .get("slug")
                        .asText())
                .isEqualTo(free);
    }

    @Test
    void a_deleted_organization_ends_its_clients_and_frees_its_slug() {
        String organization = server.anOrganization();
        String path = "/organizations/" + organization;
        String slug = server.send("GET", path, admin, "").json().get("slug").asText();
        String environment = server.anEnvironment(organization);
        String token = server.tokenOf(
                server.aClient(organization, "{\"organizationId\": \"" + organization + "\", \"role\": \"reader\"}"));
        refused(server.send("DELETE", path, admin, ""), 400, "still has environments");
        assertThat(server.send("GET", path, token, "").status()).isEqualTo(200);
        server.send("DELETE", "/deployments/environments/" + environment, admin, "");
        assertThat(server.send("DELETE", path, admin, "").status()).isEqualTo(204);
        refused(server.send("GET", path, token, ""), 401, "token");
        refused(server.send("GET", path, admin, ""), 404, "no organization " + organization + " here");
        refused(server.send("DELETE", path, admin, ""), 404, "no organization " + organization + " here");
        refused(server.send("PUT", path, admin, "{\"name\": \"x\"}"), 404, "no organization");
        refused(server.send("GET", path + "/members", admin, ""), 404, "no organization");
        refused(server.send("GET", path + "/api-clients", admin, ""), 404, "no organization");
        assertThat(server.send("GET", "/organizations", admin, "").text()).doesNotContain(organization);
        assertThat(server.send("POST", "/organizations", admin, "{\"name\": \"x\", \"slug\": \"" + slug + "\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void only_the_installation_changes_and_ends_organizations() {
        String organization = server.anOrganization();
        String administrator = server.tokenOf(server.aClient(
                organization, "{\"organizationId\": \"" + organization + "\", \"role\": \"administrator\"}"));
        refused(server.send("PUT", "/organizations/" + organization, administrator, "{"), 403, "admin.token");
        refused(server.send("DELETE", "/organizations/" + organization, administrator, ""), 403, "admin.token");
    }
}
