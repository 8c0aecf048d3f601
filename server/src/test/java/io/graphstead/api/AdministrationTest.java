package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.api.TestServer.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AdministrationTest {
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

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static String unique(String name) {
        return name + " " + UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void an_organization_is_made_read_and_listed() {
        String name = unique("Müller & Söhne");
        Answer made = server.send("POST", "/organizations", admin, "{\"name\": \"" + name + "\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(keys(made.json())).containsExactly("id", "name", "slug", "quota", "createdAt");
        assertThat(made.json().get("id").asText()).matches("[0-9a-f]{32}");
        assertThat(made.json().get("slug").asText()).startsWith("muller-sohne-");
        assertThat(made.json().get("createdAt").asText()).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
        Answer read =
                server.send("GET", "/organizations/" + made.json().get("id").asText(), admin, "");
        assertThat(read.json()).isEqualTo(made.json());
        assertThat(server.send("GET", "/organizations", admin, "").json().get("organizations"))
                .contains(made.json());
    }

    @Test
    void a_taken_slug_is_refused_when_chosen_and_numbered_when_made() {
        String name = unique("Twice");
        JsonNode first = server.send("POST", "/organizations", admin, "{\"name\": \"" + name + "\"}")
                .json();
        String slug = first.get("slug").asText();
        JsonNode second = server.send("POST", "/organizations", admin, "{\"name\": \"" + name + "\"}")
                .json();
        assertThat(second.get("slug").asText()).isEqualTo(slug + "-2");
        refused(
                server.send("POST", "/organizations", admin, "{\"name\": \"x\", \"slug\": \"" + slug + "\"}"),
                400,
                "slug",
                slug,
                "taken");
        refused(server.send("POST", "/organizations", admin, "{\"name\": \"x\", \"slug\": \"A B\"}"), 400, "slug");
        refused(server.send("POST", "/organizations", admin, "{}"), 400, "name is missing");
        refused(server.send("POST", "/organizations", admin, "{\"name\": \"a\\u0000b\"}"), 400, "name", "control");
        refused(server.send("POST", "/organizations", admin, "{\"name\": \"\"}"), 400, "name", "1 to 100");
    }

    @Test
    void an_environment_has_the_shape_of_the_contract() {
        String organization = server.anOrganization();
        Answer made = server.send(
                "POST",
                "/deployments/environments",
                admin,
                "{\"label\": \"My Staging\", \"organizationId\": \"" + organization + "\", \"grantType\": \"staging\","
                        + " \"region\": \"eu-west-1\", \"cidr\": \"10.1.0.0/16\", \"unknown\": [1]}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.text())
                .isEqualTo("{\"id\":\"" + made.json().get("id").asText()
                        + "\",\"label\":\"My Staging\",\"slug\":\"my-staging\",\"organizationId\":\"" + organization
                        + "\",\"grantType\":\"staging\",\"region\":\"eu-west-1\",\"cidr\":\"10.1.0.0/16\","
                        + "\"createdAt\":\"Sun, 06 Nov 1994 08:49:37 GMT\",\"vpcPeers\":[],\"networkRules\":[],"
                        + "\"stoppedAt\":null,\"plainBoltAllowed\":false}");
        String id = made.json().get("id").asText();
        String dashed = id.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        for (String form : new String[] {id, dashed, id.toUpperCase(java.util.Locale.ROOT)}) {
            assertThat(server.send("GET", "/deployments/environments/" + form, admin, "")
                            .json())
                    .isEqualTo(made.json());
        }
        Answer again = server.send(
                "POST",
                "/deployments/environments",
                admin,
                "{\"label\": \"My Staging\", \"organizationId\": \"" + dashed(organization)
                        + "\", \"region\": \"eu-west-1\"}");
        assertThat(again.json().get("slug").asText()).isEqualTo("my-staging-2");
        assertThat(again.json().get("grantType").asText()).isEqualTo("development");
    }

    private static String dashed(String id) {
        return id.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    @Test
    void wrong_fields_of_an_environment_are_named_and_nothing_is_made() {
        String organization = server.anOrganization();
        String named = "\"organizationId\": \"" + organization + "\"";
        String region = ", \"region\": \"eu-west-1\"";
        String[][] wrong = {
            {"{" + region.substring(2) + ", \"label\": \"x\"}", "organizationId is missing"},
            {"{\"organizationId\": \"x\"}", "organizationId"},
            {"{" + named + region + "}", "label is missing"},
            {"{" + named + region + ", \"label\": \"" + "x".repeat(101) + "\"}", "label"},
            {"{" + named + region + ", \"label\": \"   \"}", "label"},
            {"{" + named + region + ", \"label\": \"a\\nb\"}", "label"},
            {"{" + named + region + ", \"label\": 5}", "label must be text"},
            {"{" + named + ", \"label\": \"x\"}", "region is missing; choose one of eu-west-1"},
            {"{" + named + ", \"label\": \"x\", \"region\": \"europe-west2\"}", "region \"europe-west2\""},
            {"{" + named + region + ", \"label\": \"x\", \"cidr\": \"10.0.0.0/33\"}", "cidr"},
            {"{" + named + region + ", \"label\": \"x\", \"cidr\": \"example.org/8\"}", "cidr"},
            {"{" + named + region + ", \"label\": \"x\", \"grantType\": \"\"}", "grantType"},
        };
        for (String[] one : wrong) {
            refused(server.send("POST", "/deployments/environments", admin, one[0]), 400, one[1]);
        }
        assertThat(server.send("GET", "/deployments/environments", admin, "").text())
                .doesNotContain(organization);
    }

    @Test
    void an_api_client_is_made_shown_refreshed_and_removed() {
        String organization = server.anOrganization();
        String environment = server.anEnvironment(organization);
        String path = "/organizations/" + organization + "/api-clients";
        Answer made = server.send(
                "POST", path, admin, "{\"label\": \"CI\", \"grants\": [{\"environmentId\": \"" + environment + "\"}]}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(keys(made.json()))
                .containsExactly(
                        "clientId", "label", "grants", "grantTypes", "createdAt", "lastUsedAt", "clientSecret");
        assertThat(made.json().get("grants").toString())
                .isEqualTo("[{\"environmentId\":\"" + environment + "\",\"role\":\"operator\"}]");
        assertThat(made.json().get("grantTypes").toString()).isEqualTo("[\"development\"]");
        assertThat(made.json().get("lastUsedAt").isNull()).isTrue();
        String id = made.json().get("clientId").asText();
        String secret = made.json().get("clientSecret").asText();

        Answer read = server.send("GET", path + "/" + id, admin, "");
        assertThat(read.json().has("clientSecret")).isFalse();
        Answer listed = server.send("GET", path, admin, "");
        assertThat(listed.json().get("apiClients").get(0)).isEqualTo(read.json());
        assertThat(listed.text()).doesNotContain(secret);

        for (String method : new String[] {"POST", "PUT"}) {
            Answer refreshed = server.send(method, path + "/" + id + "/secret/refresh", admin, "");
            assertThat(refreshed.status()).as(refreshed.text()).isEqualTo(200);
            assertThat(refreshed.json().get("clientSecret").asText())
                    .matches("[0-9a-f]{64}")
                    .isNotEqualTo(secret);
        }

        Answer removed = server.send("DELETE", path + "/" + id, admin, "");
        assertThat(removed.status()).isEqualTo(204);
        assertThat(removed.text()).isEmpty();
        refused(server.send("DELETE", path + "/" + id, admin, ""), 404, "API client");
        refused(server.send("GET", path + "/" + id, admin, ""), 404, "API client");
        refused(server.send("POST", path + "/" + id + "/secret/refresh", admin, ""), 404, "API client");
    }

    @Test
    void wrong_fields_of_an_api_client_are_named() {
        String organization = server.anOrganization();
        String environment = server.anEnvironment(organization);
        String elsewhere = server.anEnvironment(server.anOrganization());
        String path = "/organizations/" + organization + "/api-clients";
        String granted = "{\"environmentId\": \"" + environment + "\"}";
        String[][] wrong = {
            {"{\"grants\": [" + granted + "]}", "label is missing"},
            {"{\"label\": \"x\"}", "grants is missing"},
            {"{\"label\": \"x\", \"grants\": []}", "grants"},
            {"{\"label\": \"x\", \"grants\": {}}", "grants must be a list"},
            {"{\"label\": \"x\", \"grants\": [null]}", "grants[0]"},
            {"{\"label\": \"x\", \"grants\": [" + granted + ", {\"role\": \"reader\"}]}", "grants[1]"},
            {"{\"label\": \"x\", \"grants\": [" + granted + ", " + granted + "]}", "grants[1]"},
            {"{\"label\": \"x\", \"grants\": [{\"environmentId\": \"x\"}]}", "grants[0].environmentId"},
            {
                "{\"label\": \"x\", \"grants\": [{\"environmentId\": \"" + elsewhere + "\"}]}",
                "grants[0].environmentId names no environment of this organization"
            },
            {
                "{\"label\": \"x\", \"grants\": [{\"environmentId\": \"" + "0".repeat(32) + "\"}]}",
                "grants[0].environmentId names no environment of this organization"
            },
            {
                "{\"label\": \"x\", \"grants\": [{\"environmentId\": \"" + environment + "\", \"role\": \"owner\"}]}",
                "grants[0].role must be reader"
            },
            {
                "{\"label\": \"x\", \"grants\": [{\"environmentId\": \"" + environment + "\", \"role\": 3}]}",
                "grants[0].role must be text"
            },
            {
                "{\"label\": \"x\", \"grants\": [{\"organizationId\": \"" + "0".repeat(32) + "\"}]}",
                "grants[0].organizationId must be the organization"
            },
        };
        for (String[] one : wrong) {
            refused(server.send("POST", path, admin, one[0]), 400, one[1]);
        }
        assertThat(server.send("GET", path, admin, "").json().get("apiClients")).isEmpty();
    }

    @Test
    void a_client_sees_its_environments_and_nothing_else() {
        String organization = server.anOrganization();
        String granted = server.anEnvironment(organization);
        String other = server.anEnvironment(organization);
        String foreignOrganization = server.anOrganization();
        String foreign = server.anEnvironment(foreignOrganization);
        String token = server.tokenOf(server.aClientOf(granted, organization, "operator"));

        JsonNode listed = server.send("GET", "/deployments/environments", token, "")
                .json()
                .get("environments");
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).get("id").asText()).isEqualTo(granted);
        assertThat(server.send("GET", "/deployments/environments/" + granted, token, "")
                        .status())
                .isEqualTo(200);
        refused(server.send("GET", "/deployments/environments/" + other, token, ""), 403, "environment " + other);
        Answer foreigners = server.send("GET", "/deployments/environments/" + foreign, token, "");
        refused(foreigners, 404, "no environment " + foreign + " here");
        String nobodys = "0123456789abcdef0123456789abcdef";
        Answer nothing = server.send("GET", "/deployments/environments/" + nobodys, token, "");
        assertThat(nothing.text().replace(nobodys, foreign))
                .as("what exists elsewhere is answered in the words of what does not")
                .isEqualTo(foreigners.text());
        assertThat(nothing.status()).isEqualTo(404);
        refused(server.send("GET", "/deployments/environments/nonsense", token, ""), 404, "no environment nonsense");
        assertThat(server.send("GET", "/organizations", token, "").json().get("organizations"))
                .isEmpty();
        refused(
                server.send("GET", "/organizations/" + foreignOrganization, token, ""),
                404,
                "no organization " + foreignOrganization + " here");
    }

    @Test
    void administering_needs_administrator_on_the_organization_and_comes_before_the_fields() {
        String organization = server.anOrganization();
        String environment = server.anEnvironment(organization);
        String operator = server.tokenOf(server.aClientOf(environment, organization, "administrator"));
        String path = "/organizations/" + organization + "/api-clients";
        String broken = "{";
        refused(server.send("POST", path, operator, broken), 403, "administrator");
        refused(server.send("GET", path, operator, ""), 403, "administrator");
        refused(
                server.send("POST", "/organizations/" + server.anOrganization() + "/api-clients", operator, broken),
                404,
                "no organization");
        refused(
                server.send(
                        "POST",
                        "/deployments/environments",
                        operator,
                        "{\"organizationId\": \"" + organization + "\"}"),
                403,
                "administrator");
        refused(server.send("POST", "/organizations", operator, broken), 403, "admin.token");

        String administrator = server.tokenOf(server.aClient(
                organization, "{\"organizationId\": \"" + organization + "\", \"role\": \"administrator\"}"));
        assertThat(server.send("GET", path, administrator, "").json().get("apiClients"))
                .hasSize(2);
        assertThat(server.send(
                                "POST",
                                "/deployments/environments",
                                administrator,
                                "{\"label\": \"x\", \"region\": \"eu-west-1\", \"organizationId\": \"" + organization
                                        + "\"}")
                        .status())
                .isEqualTo(201);
        assertThat(server.send("GET", "/deployments/environments", administrator, "")
                        .json()
                        .get("environments"))
                .hasSize(2);
    }
}
