package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.api.TestServer.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MembersTest {
    private static final String PASSWORD = "correct horse";

    private TestServer server;
    private String admin;
    private String organization;
    private String members;

    @BeforeEach
    void start() {
        server = TestServer.start();
        admin = server.adminToken();
        organization = server.anOrganization();
        members = "/organizations/" + organization + "/members";
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void refused(Answer answer, int status, String... words) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().get("error").asText()).contains(words);
    }

    private static String email(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8) + "@example.org";
    }

    private Answer invite(String token, String email, String role, String grantTypes) {
        return server.send(
                "POST",
                members,
                token,
                "{\"email\": \"" + email + "\", \"role\": \"" + role + "\", \"grantTypes\": [" + grantTypes + "]}");
    }

    /** The path of an invitation's address. */
    private static String path(Answer invited) {
        assertThat(invited.status()).as(invited.text()).isEqualTo(201);
        String url = invited.json().get("invitationUrl").asText();
        assertThat(url).matches("https://127\\.0\\.0\\.1:[0-9]+/invitations/[0-9a-f]{64}");
        return url.substring(url.indexOf("/invitations/"));
    }

    private Answer accept(String path, String password) {
        return server.send(
                "POST", path, Map.of("Content-Type", "application/json"), "{\"password\": \"" + password + "\"}");
    }

    private Answer signIn(String email, String password) {
        return server.send(
                "POST",
                "/people/token",
                Map.of("Content-Type", "application/json"),
                "{\"email\": \"" + email + "\", \"password\": \"" + password + "\"}");
    }

    /** A person in a role, signed in: their member id and token. */
    private record Signed(String memberId, String token) {}

    private Signed member(String role, String grantTypes) {
        String email = email(role);
        Answer invited = invite(admin, email, role, grantTypes);
        assertThat(accept(path(invited), PASSWORD).status()).isEqualTo(201);
        return new Signed(
                invited.json().get("memberId").asText(),
                signIn(email, PASSWORD).json().get("access_token").asText());
    }

    private int status(String token, String environment) {
        return server.send("GET", "/deployments/environments/" + environment, token, "")
                .status();
    }

    private String environment(String grantType) {
        return server.send(
                        "POST",
                        "/deployments/environments",
                        admin,
                        "{\"label\": \"x\", \"organizationId\": \"" + organization
                                + "\", \"region\": \"eu-west-1\", \"grantType\": \"" + grantType + "\"}")
                .json()
                .get("id")
                .asText();
    }

    @Test
    void someone_is_invited_looks_accepts_and_signs_in() {
        String email = email("ada");
        Answer invited = invite(admin, email.replace("ada", "Ada"), "operator", "\"staging\", \"development\"");
        String path = path(invited);
        JsonNode json = invited.json();
        assertThat(json.get("email").asText()).isEqualTo(email);
        assertThat(json.get("status").asText()).isEqualTo("invited");
        assertThat(json.get("grantTypes").toString()).isEqualTo("[\"development\",\"staging\"]");
        assertThat(json.get("invitationExpiresAt").asText()).isEqualTo("Wed, 09 Nov 1994 08:49:37 GMT");
        assertThat(server.send("GET", members, admin, "").text()).doesNotContain("invitationUrl");

        Answer seen = server.send("GET", path, Map.of(), "");
        assertThat(seen.status()).as(seen.text()).isEqualTo(200);
        assertThat(seen.json().get("organization").get("id").asText()).isEqualTo(organization);
        assertThat(seen.json().get("role").asText()).isEqualTo("operator");
        assertThat(seen.json().get("password").asText()).isEqualTo("new");

        Answer accepted = accept(path, PASSWORD);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(201);
        assertThat(accepted.json().get("memberId")).isEqualTo(json.get("memberId"));
        String token = signIn(email, PASSWORD).json().get("access_token").asText();
        assertThat(server.send("GET", "/organizations/" + organization, token, "")
                        .status())
                .isEqualTo(200);
        Answer shown = server.send("GET", members + "/" + json.get("memberId").asText(), admin, "");
        assertThat(shown.json().get("status").asText()).isEqualTo("active");
        assertThat(shown.json().has("invitationExpiresAt")).isFalse();

        refused(accept(path, PASSWORD), 404, "no invitation");
        refused(server.send("GET", path, Map.of(), ""), 404, "no invitation");
    }

    @Test
    void the_types_of_environments_decide_which_ones_a_member_enters() {
        String development = environment("development");
        String production = environment("production");
        String own = environment("Team Blue");
        Signed operator = member("operator", "\"development\"");
        assertThat(status(operator.token(), development)).isEqualTo(200);
        assertThat(status(operator.token(), production)).isEqualTo(403);
        assertThat(status(operator.token(), own)).isEqualTo(403);
        Signed administrator = member("administrator", "");
        assertThat(status(administrator.token(), production)).isEqualTo(200);
        assertThat(status(administrator.token(), own)).isEqualTo(200);

        Answer changed = server.send(
                "PUT",
                members + "/" + operator.memberId(),
                administrator.token(),
                "{\"grantTypes\": [\"production\", \"Team Blue\"]}");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.json().get("role").asText()).isEqualTo("operator");
        assertThat(status(operator.token(), development)).isEqualTo(403);
        assertThat(status(operator.token(), production)).isEqualTo(200);
        server.send("PUT", "/deployments/environments/" + production, admin, "{\"grantType\": \"development\"}");
        assertThat(status(operator.token(), production))
                .as("an environment that changes its type changes who enters")
                .isEqualTo(403);
    }

    @Test
    void removing_a_member_ends_access_at_once() {
        String development = environment("development");
        Signed reader = member("reader", "\"development\"");
        assertThat(status(reader.token(), development)).isEqualTo(200);
        Answer removed = server.send("DELETE", members + "/" + reader.memberId(), admin, "");
        assertThat(removed.status()).as(removed.text()).isEqualTo(204);
        assertThat(status(reader.token(), development)).isEqualTo(404);
        refused(server.send("GET", members + "/" + reader.memberId(), admin, ""), 404, "member " + reader.memberId());
        refused(server.send("DELETE", members + "/" + reader.memberId(), admin, ""), 404, "member");
    }

    @Test
    void an_invitation_that_is_taken_back_or_has_ended_is_worth_nothing() {
        Answer invited = invite(admin, email("x"), "reader", "\"development\"");
        String path = path(invited);
        server.send("DELETE", members + "/" + invited.json().get("memberId").asText(), admin, "");
        refused(accept(path, PASSWORD), 404, "no invitation");

        String late = email("late");
        String ended = path(invite(admin, late, "reader", "\"development\""));
        refused(invite(admin, late, "writer", "\"development\""), 400, "email " + late + " was invited already");
        server.clock().forward(Duration.ofHours(72).minusSeconds(1));
        assertThat(server.send("GET", ended, Map.of(), "").status()).isEqualTo(200);
        server.clock().forward(Duration.ofSeconds(1));
        refused(server.send("GET", ended, Map.of(), ""), 400, "has ended", "administrator");
        refused(accept(ended, PASSWORD), 400, "has ended");
        String again = path(invite(admin, late, "writer", "\"development\""));
        refused(accept(ended, PASSWORD), 404, "no invitation");
        assertThat(accept(again, PASSWORD).status()).isEqualTo(201);
        refused(invite(admin, late, "writer", "\"development\""), 400, "is a member already");
    }

    @Test
    void who_is_here_already_accepts_with_the_password_they_have_and_with_no_other() {
        String email = email("twice");
        accept(path(invite(admin, email, "reader", "\"development\"")), PASSWORD);
        String home = members;
        organization = server.anOrganization();
        members = "/organizations/" + organization + "/members";
        String second = path(invite(admin, email, "reader", "\"development\""));
        assertThat(server.send("GET", second, Map.of(), "")
                        .json()
                        .get("password")
                        .asText())
                .isEqualTo("existing");
        refused(accept(second, "another password"), 401, "account of this email address");
        assertThat(signIn(email, "another password").status())
                .as("it was not set")
                .isEqualTo(401);
        assertThat(accept(second, PASSWORD).status()).isEqualTo(201);
        String token = signIn(email, PASSWORD).json().get("access_token").asText();
        assertThat(server.send("GET", "/organizations", token, "").json().get("organizations"))
                .hasSize(2);
        assertThat(home).isNotEqualTo(members);
    }

    @Test
    void guessing_the_password_or_the_address_is_slowed_down() {
        String email = email("target");
        accept(path(invite(admin, email, "reader", "\"development\"")), PASSWORD);
        organization = server.anOrganization();
        members = "/organizations/" + organization + "/members";
        String second = path(invite(admin, email, "reader", "\"development\""));
        int slowed = 0;
        for (int tries = 0; tries < 7; tries++) {
            slowed += accept(second, "wrong password " + tries).status() == 429 ? 1 : 0;
        }
        assertThat(slowed).isEqualTo(2);
        Answer now = accept(second, PASSWORD);
        assertThat(now.status()).isEqualTo(429);
        assertThat(now.header("Retry-After")).isEqualTo("1");

        int missed = 0;
        for (int tries = 0; tries < 7; tries++) {
            missed += server.send("GET", "/invitations/" + "0".repeat(63) + tries, Map.of(), "")
                                    .status()
                            == 404
                    ? 1
                    : 0;
        }
        assertThat(missed).isEqualTo(5);
    }

    @Test
    void of_two_who_accept_one_invitation_at_once_one_does() throws Exception {
        String path = path(invite(admin, email("race"), "reader", "\"development\""));
        List<Integer> statuses = atOnce(2, at -> accept(path, PASSWORD + at).status());
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
        assertThat(statuses).allMatch(status -> List.of(201, 400, 401, 404).contains(status));
    }

    @Test
    void owners_are_made_changed_and_removed_by_owners_only() {
        Signed owner = member("owner", "");
        Signed administrator = member("administrator", "");
        refused(invite(administrator.token(), email("x"), "owner", ""), 403, "only an owner");
        refused(
                server.send(
                        "PUT",
                        members + "/" + administrator.memberId(),
                        administrator.token(),
                        "{\"role\": \"owner\"}"),
                403,
                "only an owner");
        refused(
                server.send(
                        "PUT",
                        members + "/" + owner.memberId(),
                        administrator.token(),
                        "{\"role\": \"reader\", \"grantTypes\": []}"),
                403,
                "only an owner");
        refused(
                server.send("DELETE", members + "/" + owner.memberId(), administrator.token(), ""),
                403,
                "only an owner");
        String invited = invite(owner.token(), email("y"), "owner", "")
                .json()
                .get("memberId")
                .asText();
        refused(server.send("DELETE", members + "/" + invited, administrator.token(), ""), 403, "only an owner");
        assertThat(server.send("PUT", members + "/" + administrator.memberId(), owner.token(), "{\"role\": \"owner\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void the_last_owner_stays_also_when_two_remove_each_other_at_once() throws Exception {
        Signed one = member("owner", "");
        refused(server.send("DELETE", members + "/" + one.memberId(), admin, ""), 400, "last owner");
        refused(
                server.send("PUT", members + "/" + one.memberId(), admin, "{\"role\": \"administrator\"}"),
                400,
                "last owner");
        Signed two = member("owner", "");
        List<Signed> owners = List.of(one, two);
        List<Integer> statuses = atOnce(
                2,
                at -> at == 0
                        ? server.send("DELETE", members + "/" + two.memberId(), admin, "")
                                .status()
                        : server.send(
                                        "PUT",
                                        members + "/" + one.memberId(),
                                        admin,
                                        "{\"role\": \"reader\", \"grantTypes\": []}")
                                .status());
        assertThat(statuses).contains(400);
        assertThat(statuses).containsAnyOf(200, 204);
        long left = 0;
        for (JsonNode member : server.send("GET", members, admin, "").json().get("members")) {
            left += member.get("role").asText().equals("owner") ? 1 : 0;
        }
        assertThat(left).isEqualTo(1);
        assertThat(owners).hasSize(2);
    }

    @Test
    void wrong_fields_are_named_and_nobody_is_invited() {
        String good = "{\"email\": \"ada@example.org\", \"role\": \"reader\", \"grantTypes\": [\"development\"]}";
        String[][] wrong = {
            {"{}", "email is missing"},
            {good.replace("ada@example.org", "ada"), "email"},
            {good.replace("ada@example.org", ""), "email"},
            {good.replace("ada@example.org", "a@b c.org"), "email"},
            {good.replace("ada@example.org", "\\u0430da@example.org"), "email"},
            {good.replace("ada@example.org", "ada@example.org\\n"), "email"},
            {good.replace("ada@example.org", "ada@ex\\u0000ample.org"), "email"},
            {good.replace("ada", "a".repeat(300)), "email"},
            {good.replace("\"ada@example.org\"", "7"), "email must be text"},
            {good.replace("\"role\": \"reader\", ", ""), "role is missing"},
            {good.replace("reader", "king"), "role must be reader, or writer"},
            {good.replace("reader", "READER"), "role must be"},
            {good.replace("\"reader\"", "1"), "role must be text"},
            {good.replace(", \"grantTypes\": [\"development\"]", ""), "grantTypes is missing"},
            {good.replace("[\"development\"]", "\"development\""), "grantTypes must be a list"},
            {good.replace("\"development\"", "null"), "grantTypes[0]"},
            {good.replace("\"development\"", "\"\""), "grantTypes[0]"},
            {good.replace("\"development\"", "5"), "grantTypes[0]"},
            {good.replace("\"development\"", "\"d\\u0435velopment\""), "grantTypes[0]"},
            {good.replace("\"development\"", "\"x\",".repeat(50) + "\"x\""), "grantTypes"},
        };
        for (String[] one : wrong) {
            refused(server.send("POST", members, admin, one[0]), 400, one[1]);
        }
        assertThat(server.send("GET", members, admin, "").json().get("members")).isEmpty();

        String path = path(invite(admin, email("x"), "reader", "\"development\""));
        Map<String, String> json = Map.of("Content-Type", "application/json");
        refused(server.send("POST", path, json, "{}"), 400, "password is missing");
        refused(server.send("POST", path, json, "{\"password\": 12345678}"), 400, "password must be text");
        refused(accept(path, "short"), 400, "password must be 8 to 1000");
        refused(accept(path, "x".repeat(1001)), 400, "password must be 8 to 1000");
        refused(accept(path, " ".repeat(10)), 400, "password");
        Signed reader = member("reader", "\"development\"");
        String one = members + "/" + reader.memberId();
        refused(server.send("PUT", one, admin, "{}"), 400, "nothing to change");
        refused(server.send("PUT", one, admin, "{\"email\": \"other@example.org\"}"), 400, "email cannot be changed");
        refused(server.send("PUT", one, admin, "{\"role\": \"king\"}"), 400, "role");
        refused(server.send("GET", members, reader.token(), ""), 403, "administrator");
        refused(server.send("POST", members, reader.token(), "{"), 403, "administrator");
    }

    /** What each of some threads does, begun together. */
    private interface Deed {
        int does(int at);
    }

    private static List<Integer> atOnce(int threads, Deed deed) throws Exception {
        CyclicBarrier together = new CyclicBarrier(threads);
        List<Future<Integer>> running = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (int at = 0; at < threads; at++) {
                int number = at;
                running.add(executor.submit(() -> {
                    together.await();
                    return deed.does(number);
                }));
            }
        }
        List<Integer> results = new ArrayList<>();
        for (Future<Integer> one : running) {
            results.add(one.get());
        }
        return results;
    }
}
