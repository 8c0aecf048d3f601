package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.api.TestServer.Answer;
import io.graphstead.audit.AuditEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What stands in the audit log after requests, and who reads it. */
class AuditTest {
    private static TestServer server;
    private static String admin;

    private final String organization = server.anOrganization();
    private final String environment = server.anEnvironment(organization);
    private final String path = "/organizations/" + organization + "/audit";

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

    private static Answer send(String requestId, String method, String path, String token, String body) {
        return server.send(
                method,
                path,
                Map.of(
                        "Authorization",
                        "Bearer " + token,
                        "Content-Type",
                        "application/json",
                        "X-Request-Id",
                        requestId),
                body);
    }

    private static String requestId() {
        return "audit-" + UUID.randomUUID();
    }

    /** The event of a request, once it is stored, as the installation sees it. */
    private static JsonNode eventOf(String requestId) {
        return await("the event of " + requestId)
                .atMost(Duration.ofSeconds(10))
                .until(
                        () -> {
                            for (JsonNode event : server.send("GET", "/audit?limit=200", admin, "")
                                    .json()
                                    .get("events")) {
                                if (event.get("requestId").asText().equals(requestId)) {
                                    return event;
                                }
                            }
                            return null;
                        },
                        event -> event != null);
    }

    private JsonNode events(String query) {
        return server.send("GET", path + query, admin, "").json().get("events");
    }

    @Test
    void a_change_tells_who_what_where_and_how_it_ended_and_no_secret() {
        JsonNode client = server.aClientOf(environment, organization, "administrator");
        String token = server.tokenOf(client);
        String id = requestId();
        server.send("POST", "/deployments/environments/" + environment + "/network-rules", token, "{}");
        Answer added = send(
                id,
                "POST",
                "/deployments/environments/" + environment + "/network-rules",
                token,
                "{\"label\": \"office\", \"ipRange\": \"10.0.0.0/8\", \"password\": \"s3cr3t\"}");
        JsonNode event = eventOf(id);
        assertThat(event.get("at").asText()).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
        assertThat(event.get("actor").asText())
                .isEqualTo("client:" + client.get("clientId").asText());
        assertThat(event.get("action").asText()).isEqualTo("network-rule.create");
        assertThat(event.get("resource").asText())
                .isEqualTo("network-rule:" + added.json().get("id").asText());
        assertThat(event.get("outcome").asText()).isEqualTo("done");
        assertThat(event.get("details").get("status").asInt()).isEqualTo(201);
        assertThat(event.get("details").get("method").asText()).isEqualTo("POST");
        assertThat(event.get("details").get("address").asText()).isEqualTo("127.0.0.1");
        assertThat(event.get("details").get("organizationId").asText()).isEqualTo(organization);
        assertThat(event.get("details").get("ids").toString()).contains(environment, organization);
        assertThat(event.toString()).doesNotContain("s3cr3t", "office", "10.0.0.0", token);
        assertThat(events("")).contains(event);
    }

    @Test
    void made_things_are_named_by_the_id_they_got() {
        String id = requestId();
        String made = send(
                        id,
                        "POST",
                        "/organizations/" + organization + "/api-clients",
                        admin,
                        "{\"label\": \"x\", \"grants\": [{\"environmentId\": \"" + environment + "\"}]}")
                .json()
                .get("clientId")
                .asText();
        assertThat(eventOf(id).get("resource").asText()).isEqualTo("api-client:" + made);
        assertThat(eventOf(id).get("actor").asText()).isEqualTo("installation");
        String refresh = requestId();
        Answer refreshed = send(
                refresh,
                "PUT",
                "/organizations/" + organization + "/api-clients/" + made + "/secret/refresh",
                admin,
                "");
        assertThat(eventOf(refresh).get("action").asText()).isEqualTo("api-client.secret.refresh");
        assertThat(eventOf(refresh).toString())
                .doesNotContain(refreshed.json().get("clientSecret").asText());
    }

    @Test
    void refusals_of_every_kind_are_told_of_and_plain_reading_is_not() {
        String token = server.tokenOf(server.aClientOf(environment, organization, "reader"));
        String other = server.anEnvironment(organization);
        String foreignOrganization = server.anOrganization();
        String foreign = server.anEnvironment(foreignOrganization);
        String[][] requests = {
            // method, path, body, status, action, organization
            {"GET", "/deployments/environments/" + other, "", "403", "environment.read", organization},
            {"GET", "/deployments/environments/" + foreign, "", "404", "environment.read", foreignOrganization},
            {"PUT", "/deployments/environments/" + environment, "{}", "403", "environment.update", organization},
            {"PUT", "/deployments/environments/" + "0".repeat(32), "{}", "404", "environment.update", organization},
            {"POST", "/organizations", "{}", "403", "organization.create", organization},
            {"GET", "/organizations/" + organization + "/members", "", "403", "member.list", organization},
        };
        for (String[] one : requests) {
            String id = requestId();
            Answer answer = send(id, one[0], one[1], token, one[2]);
            assertThat(answer.status()).as(one[0] + " " + one[1]).isEqualTo(Integer.parseInt(one[3]));
            JsonNode event = eventOf(id);
            assertThat(event.get("action").asText()).isEqualTo(one[4]);
            assertThat(event.get("outcome").asText()).isEqualTo("refused");
            assertThat(event.get("details").get("organizationId").asText()).isEqualTo(one[5]);
            assertThat(event.get("details").get("status").asText()).isEqualTo(one[3]);
        }
        String bad = requestId();
        send(bad, "POST", "/deployments/environments", admin, "{");
        assertThat(eventOf(bad).get("details").get("status").asInt()).isEqualTo(400);

        String nobody = requestId();
        send(nobody, "GET", "/deployments/environments", "nonsense", "");
        assertThat(eventOf(nobody).get("actor").asText()).isEqualTo("anonymous");
        assertThat(eventOf(nobody).get("action").asText()).isEqualTo("environment.list");
        assertThat(eventOf(nobody).get("details").has("organizationId")).isFalse();

        String quiet = requestId();
        String last = requestId();
        send(quiet, "GET", "/deployments/environments/" + environment, token, "");
        send(quiet, "GET", "/deployments/environments/" + "1".repeat(32), token, "");
        send(quiet, "GET", "/no/such/path", token, "");
        send(last, "PUT", "/deployments/environments/" + environment, token, "{}");
        eventOf(last);
        assertThat(server.send("GET", "/audit?limit=1000", admin, "").text()).doesNotContain(quiet);
    }

    @Test
    void sign_ins_and_failed_token_requests_are_told_of_and_given_tokens_are_not() {
        JsonNode client = server.aClientOf(environment, organization, "reader");
        String form = "application/x-www-form-urlencoded";
        String given = requestId();
        String secret = client.get("clientSecret").asText();
        String body = "client_id=" + client.get("clientId").asText() + "&client_secret=";
        server.send(
                "POST",
                "/organizations/oauth/token",
                Map.of("Content-Type", form, "X-Request-Id", given),
                body + secret);
        String failed = requestId();
        server.send(
                "POST",
                "/organizations/oauth/token",
                Map.of("Content-Type", form, "X-Request-Id", failed),
                body + "wrong-" + secret);
        JsonNode event = eventOf(failed);
        assertThat(event.get("action").asText()).isEqualTo("token.issue");
        assertThat(event.get("actor").asText()).isEqualTo("anonymous");
        assertThat(event.toString()).doesNotContain(secret);
        String byGet = requestId();
        server.send("GET", "/api/v1/auth", Map.of("X-Request-Id", byGet), "");
        String text = server.send("GET", "/audit?limit=1000", admin, "").text();
        assertThat(text).doesNotContain(given);
        assertThat(events("").toString()).as("of no organization").doesNotContain(failed);
    }

    @Test
    void an_invitations_secret_is_in_no_event_and_accepting_it_names_the_person() {
        String id = requestId();
        String url = send(
                        id,
                        "POST",
                        "/organizations/" + organization + "/members",
                        admin,
                        "{\"email\": \"ada-" + id + "@example.org\", \"role\": \"administrator\"}")
                .json()
                .get("invitationUrl")
                .asText();
        String token = url.substring(url.lastIndexOf('/') + 1);
        String accepted = requestId();
        Answer answer = server.send(
                "POST",
                "/invitations/" + token,
                Map.of("Content-Type", "application/json", "X-Request-Id", accepted),
                "{\"password\": \"a long password\"}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        JsonNode event = eventOf(accepted);
        assertThat(event.get("action").asText()).isEqualTo("invitation.accept");
        assertThat(event.get("actor").asText()).startsWith("person:");
        assertThat(event.get("resource").asText())
                .isEqualTo("member:" + answer.json().get("memberId").asText());
        assertThat(event.get("details").get("organizationId").asText()).isEqualTo(organization);
        assertThat(server.send("GET", "/audit?limit=1000", admin, "").text()).doesNotContain(token, "a long password");
    }

    @Test
    void events_are_filtered_and_paged_through_newest_first() {
        List<String> ids = new ArrayList<>();
        for (int at = 0; at < 7; at++) {
            String id = requestId();
            ids.add(id);
            send(id, "PUT", "/deployments/environments/" + environment, admin, "{\"label\": \"L" + at + "\"}");
        }
        eventOf(ids.getLast());
        List<String> seen = new ArrayList<>();
        String query = "?limit=3&resource=" + environment;
        String next = "";
        int pages = 0;
        do {
            JsonNode page = server.send("GET", path + query + next, admin, "").json();
            page.get("events").forEach(event -> seen.add(event.get("requestId").asText()));
            next = page.has("nextPageToken")
                    ? "&pageToken=" + page.get("nextPageToken").asText()
                    : "";
            pages++;
        } while (!next.isEmpty());
        assertThat(pages).isGreaterThan(2);
        assertThat(seen.subList(0, 7)).isEqualTo(ids.reversed());
        assertThat(events("?resource=environment:" + environment)).hasSizeGreaterThanOrEqualTo(7);
        assertThat(events("?resource=" + "0".repeat(32))).isEmpty();
        assertThat(events("?actor=installation")).isNotEmpty();
        assertThat(events("?actor=client:" + "0".repeat(32))).isEmpty();
        assertThat(events("?since=1994-11-06T08:49:37Z")).isNotEmpty();
        assertThat(events("?since=1994-11-06T08:49:38Z")).isEmpty();
        assertThat(events("?until=1994-11-06T08:49:37Z")).isEmpty();
        assertThat(events("?since=Sun,%2006%20Nov%201994%2008:49:37%20GMT&until=1994-11-06T09:49:38%2B01:00"))
                .isNotEmpty();
    }

    @Test
    void wrong_queries_are_named() {
        String[][] wrong = {
            {"?limit=0", "limit"},
            {"?limit=1001", "limit"},
            {"?limit=x", "limit"},
            {"?limit=", "limit"},
            {"?limit=99999999999", "limit"},
            {"?limit=1&limit=2", "more than once"},
            {"?pageToken=x", "pageToken"},
            {"?pageToken=ffffffffffffffff", "pageToken"},
            {"?since=yesterday", "since"},
            {"?since=", "since"},
            {"?since=999999999999-01-01T00:00:00Z", "since"},
            {"?until=1994-11-06", "until"},
            {"?since=2026-01-01T00:00:00Z&until=2026-01-01T00:00:00Z", "until must be later"},
            {"?actor=", "actor"},
            {"?actor=%00", "actor"},
            {"?actor=king:" + "0".repeat(32), "actor"},
            {"?resource=../x", "resource"},
            {"?resource=%27", "resource"},
        };
        for (String[] one : wrong) {
            refused(server.send("GET", path + one[0], admin, ""), 400, one[1]);
        }
        Answer extreme = server.send("GET", path + "?since=-999999999-01-01T00:00:00Z", admin, "");
        assertThat(extreme.status()).as(extreme.text()).isEqualTo(400);
    }

    @Test
    void administrators_read_their_own_organizations_events_and_nobody_elses() {
        String administrator = server.tokenOf(server.aClient(
                organization, "{\"organizationId\": \"" + organization + "\", \"role\": \"administrator\"}"));
        String operator = server.tokenOf(server.aClientOf(environment, organization, "administrator"));
        assertThat(server.send("GET", path, administrator, "").status()).isEqualTo(200);
        refused(server.send("GET", path, operator, ""), 403, "administrator");
        String foreign = server.anOrganization();
        refused(
                server.send("GET", "/organizations/" + foreign + "/audit", administrator, ""),
                404,
                "no organization " + foreign + " here");
        refused(server.send("GET", "/audit", administrator, ""), 403, "admin.token");
        refused(server.send("GET", "/organizations/" + "0".repeat(32) + "/audit", admin, ""), 404, "no organization");
    }

    @Test
    void everything_comes_as_lines_when_asked_for() throws Exception {
        int stored = 2_500;
        AuditEvents.store(server.database().jdbi(), organization, stored);
        Answer answer = server.send(
                "GET",
                path + "?actor=anonymous",
                Map.of("Authorization", "Bearer " + admin, "Accept", "application/x-ndjson"),
                "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(answer.text()).endsWith("}\n");
        Set<String> ids = new HashSet<>();
        for (String line : answer.text().split("\n", -1)) {
            if (!line.isEmpty()) {
                ids.add(new ObjectMapper().readTree(line).get("id").asText());
            }
        }
        assertThat(ids).hasSize(stored);
        Answer some = server.send(
                "GET",
                path + "?actor=anonymous&limit=5",
                Map.of("Authorization", "Bearer " + admin, "Accept", "application/x-ndjson"),
                "");
        assertThat(some.text().lines()).hasSize(5);
    }
}
