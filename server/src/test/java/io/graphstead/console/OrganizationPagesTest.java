package io.graphstead.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.api.TestServer;
import io.graphstead.api.TestServer.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of an organization's people and its log, and those of the installation, over HTTP. */
class OrganizationPagesTest {
    private static final Pattern LINK = Pattern.compile("https://[^<\"]*(/join/[A-Za-z0-9_-]+)");

    private static TestServer server;

    private final String organization = server.anOrganization();
    private final String base = "/console/organizations/" + organization;
    private final String members = base + "/members";

    @BeforeAll
    static void start() {
        server = TestServer.startWithFleet();
    }

    @AfterAll
    static void stop() {
        server.database().jdbi().useHandle(handle -> handle.execute("UPDATE person SET founder = false"));
        server.close();
    }

    private Browser member(String role, String... types) {
        Browser browser = Browser.member(server, organization, role, types);
        browser.get("/console/account");
        return browser;
    }

    private static String emailOf(Browser browser) {
        String page = browser.get("/console/account").text();
        int at = page.indexOf("@example.org");
        return page.substring(at - 8, at) + "@example.org";
    }

    /** The id of the member whose row has that address. */
    private static String idOf(Browser browser, String path, String email) {
        String page = browser.get(path).text();
        Matcher found = Pattern.compile("members/([0-9a-f]{32})").matcher(page.substring(page.indexOf(email)));
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    @Test
    void who_is_invited_is_told_a_link_once_that_makes_them_a_member() {
        Browser owner = member("owner");
        owner.get(members + "/new");
        Answer invited = owner.post(
                members, Map.of("email", "grace@example.org", "role", "writer", "type", "staging", "own-type", "demo"));
        assertThat(invited.status()).as(invited.text()).isEqualTo(200);
        Matcher link = LINK.matcher(invited.text());
        assertThat(link.find()).isTrue();
        String list = owner.get(members).text();
        assertThat(list)
                .contains("grace@example.org", "staging", "demo", "ends in 72 hours")
                .doesNotContain("/join/");

        Browser grace = new Browser(server);
        grace.get(link.group(1));
        assertThat(grace.post(link.group(1), Map.of("password", Browser.PASSWORD))
                        .status())
                .isEqualTo(303);
        assertThat(owner.get(members).text()).contains("Nobody is on their way");
        assertThat(grace.get(base).status()).isEqualTo(200);
        assertThat(grace.get(base).text()).doesNotContain(">Members<", ">Audit<", ">Engines<");
        assertThat(grace.get(members).status()).isEqualTo(403);
    }

    @Test
    void a_new_link_ends_the_old_one() {
        Browser owner = member("owner");
        owner.get(members + "/new");
        Answer first =
                owner.post(members, Map.of("email", "alan@example.org", "role", "reader", "type", "development"));
        Matcher link = LINK.matcher(first.text());
        assertThat(link.find()).isTrue();
        Answer again = owner.post(members + "/" + idOf(owner, members, "alan@example.org") + "/link", Map.of());
        Matcher newLink = LINK.matcher(again.text());
        assertThat(newLink.find()).as(again.text()).isTrue();
        assertThat(newLink.group(1)).isNotEqualTo(link.group(1));
        assertThat(new Browser(server).get(link.group(1)).status()).isEqualTo(404);
        assertThat(new Browser(server).get(newLink.group(1)).status()).isEqualTo(200);
    }

    @Test
    void a_wrong_field_is_told_beside_what_was_sent() {
        Browser owner = member("owner");
        owner.get(members + "/new");
        Answer wrong = owner.post(members, Map.of("email", "no address", "role", "operator", "own-type", "qa-2"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("Not done.", "value=\"no address\"", "value=\"qa-2\"");
        assertThat(wrong.text()).containsPattern("value=\"operator\" checked");
    }

    @Test
    void the_last_owner_stays_and_an_administrator_touches_no_owner() {
        Browser owner = member("owner");
        Browser administrator = member("administrator");
        String email = emailOf(owner);
        assertThat(owner.get(members).text()).contains("The last owner stays.");
        String id = server.send("GET", "/organizations/" + organization + "/members", server.adminToken(), "")
                .json()
                .get("members")
                .valueStream()
                .filter(each -> each.get("email").asText().equals(email))
                .findFirst()
                .orElseThrow()
                .get("memberId")
                .asText();
        Answer kept = owner.post(members + "/" + id + "/delete", Map.of());
        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.text()).contains("last owner");
        Answer demoted = owner.post(members + "/" + id, Map.of("role", "reader", "type", "development"));
        assertThat(demoted.text()).contains("last owner");

        Browser second = member("owner");
        String page = administrator.get(members).text();
        assertThat(page).contains(email).doesNotContain("Remove<span class=\"visually-hidden\"> " + email);
        assertThat(administrator.get(members + "/new").text()).doesNotContain("value=\"owner\"");
        assertThat(administrator.post(members + "/" + id + "/delete", Map.of()).status())
                .isEqualTo(403);
        Answer made = administrator.post(members, Map.of("email", "x@example.org", "role", "owner"));
        assertThat(made.status()).isEqualTo(403);
        assertThat(second.post(members + "/" + id + "/delete", Map.of()).status())
                .isEqualTo(303);
        assertThat(owner.get(base).status()).isEqualTo(404);
    }

    @Test
    void the_log_is_filtered_paged_and_sent_as_files() throws Exception {
        Browser owner = member("owner");
        String email = emailOf(owner);
        owner.get(base + "/environments");
        for (int at = 0; at < 70; at++) {
            owner.post(
                    base + "/environments",
                    Map.of("label", "E" + at, "type", "development", "region", "aws/eu-west-1"));
        }
        String audit = base + "/audit";
        await("the events are stored")
                .atMost(Duration.ofSeconds(10))
                .until(() ->
                        owner.get(audit + "?action=environment.create").text().contains(">Older<"));
        String page = owner.get(audit).text();
        assertThat(page).contains(email, "environment.create", ">done<");
        assertThat(owner.get(audit + "?action=member").text())
                .contains("member.create")
                .doesNotContain("<code>environment.create");
        assertThat(owner.get(audit + "?actor=installation").text()).doesNotContain("<code>environment.create");
        assertThat(owner.get(audit + "?since=2020-01-01T00:00&until=2020-01-02T00:00")
                        .text())
                .contains("No event is like that");
        Answer wrong = owner.get(audit + "?actor=%3Cscript%3E");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("actor must be").doesNotContain("<script>");

        Matcher older = Pattern.compile("pageToken=([0-9a-f]{16})").matcher(page);
        assertThat(older.find()).isTrue();
        assertThat(owner.get(audit + "?pageToken=" + older.group(1)).text()).contains(">Newest<");

        Answer csv = owner.get(audit + "/file?format=csv&action=environment.create");
        assertThat(csv.status()).isEqualTo(200);
        assertThat(csv.header("content-type")).startsWith("text/csv");
        assertThat(csv.header("content-disposition")).contains("attachment", ".csv");
        assertThat(csv.text().lines().toList())
                .hasSize(71)
                .first()
                .isEqualTo(
                        "time,actor,action,resource,outcome,status,method,address,times,requestId,ids,organizationId,id");
        Answer lines = owner.get(audit + "/file?format=jsonl");
        assertThat(lines.header("content-type")).startsWith("application/x-ndjson");
        JsonNode line =
                new ObjectMapper().readTree(lines.text().lines().findFirst().orElseThrow());
        assertThat(line.get("details").get("organizationId").asText()).isEqualTo(organization);
        assertThat(owner.get(audit + "/file?format=exe").status()).isEqualTo(400);
    }

    @Test
    void the_owner_of_the_installation_has_its_pages_and_nobody_else_sees_them() {
        Browser founder = member("owner");
        Browser owner = member("owner");
        assertThat(owner.get(base).text()).doesNotContain("/console/engines");
        String email = emailOf(founder);
        server.database()
                .jdbi()
                .useHandle(handle -> handle.execute("UPDATE person SET founder = true WHERE email = ?", email));
        // A new organization makes the server look anew at who is what.
        String other = server.anOrganization();
        assertThat(founder.get(base).text()).contains("/console/engines", "Audit of all");

        Answer engines = founder.get("/console/engines");
        assertThat(engines.status()).isEqualTo(200);
        assertThat(founder.get("/console/engines/obstacles").status()).isEqualTo(200);
        Answer unknown = founder.post("/console/engines/neo4j/releases/0.0.1/install", Map.of());
        assertThat(unknown.status()).isEqualTo(404);

        for (String form : List.of("/console/organizations", "/console/organizations/" + other + "/delete")) {
            Answer forged = founder.postExactly(form, Map.of("name", "Forged"), Map.of());
            assertThat(forged.status()).as(form).isEqualTo(403);
            assertThat(forged.text()).contains("was not made by this server");
        }
        assertThat(founder.get("/console/organizations").text()).contains(organization, other);
        Answer nameless = founder.post("/console/organizations", Map.of("name", ""));
        assertThat(nameless.status()).isEqualTo(400);
        Answer renamed = founder.post(
                "/console/organizations/" + other + "/change", Map.of("name", "Renamed <b>", "databases", "3"));
        assertThat(renamed.status()).as(renamed.text()).isEqualTo(303);
        assertThat(founder.get("/console/organizations").text()).contains("Renamed &lt;b&gt;", "3 databases");
        server.anEnvironment(other);
        Answer kept = founder.post("/console/organizations/" + other + "/delete", Map.of());
        assertThat(kept.status()).isEqualTo(409);
        assertThat(kept.text()).contains("still has environments");
        assertThat(founder.get("/console/audit").status()).isEqualTo(200);
        assertThat(founder.get("/console/audit/file?format=jsonl").status()).isEqualTo(200);
        assertThat(owner.get("/console/audit").status()).isEqualTo(403);
    }

    @Test
    void the_pages_of_both_apis_have_what_is_to_be_pasted() {
        String environment = server.anEnvironment(organization);
        Browser reader = member("reader", "development");
        String gdb = reader.get(base + "/gdb-api").text();
        assertThat(gdb).contains("/organizations/oauth/token", environment, "API Reference", "/openapi/graphenedb.yml");
        String typedb = reader.get(base + "/typedb-api").text();
        assertThat(typedb).contains("Authorization: Basic", "/api/v1/team/", "/clusters", "/deploy");
        Answer reference = reader.get(base + "/typedb-api/reference");
        assertThat(reference.text()).contains("data-document=\"/openapi/typedb.yml\"", "swagger-ui.js");
        assertThat(reference.header("content-security-policy")).doesNotContain("unsafe");
        assertThat(gdb).doesNotContain("swagger-ui");
    }
}
