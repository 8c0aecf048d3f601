package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
    private static TestServer server;
    private static String organization;
    private static String token;

    /** An owner of one organization sees its environments only. */
    @BeforeAll
    static void start() {
        server = TestServer.start();
        organization = server.anOrganization();
        token = server.tokenOf(server.aClient(
                organization, "{\"organizationId\": \"" + organization + "\", \"role\": \"administrator\"}"));
        for (int i = 0; i < 7; i++) {
            server.anEnvironment(organization);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static TestServer.Answer list(String query) {
        return server.send("GET", "/deployments/environments" + query, token, "");
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.get("environments").forEach(each -> ids.add(each.get("id").asText()));
        return ids;
    }

    @Test
    void the_pages_together_are_the_whole_list() {
        JsonNode whole = list("").json();
        assertThat(whole.has("nextPageToken")).isFalse();
        List<String> seen = new ArrayList<>();
        JsonNode page = list("?limit=3").json();
        assertThat(ids(page)).hasSize(3);
        while (page.has("nextPageToken")) {
            seen.addAll(ids(page));
            page = list("?limit=3&pageToken=" + page.get("nextPageToken").asText())
                    .json();
        }
        seen.addAll(ids(page));
        assertThat(seen).isEqualTo(ids(whole));
        assertThat(page.get("environments").get(0))
                .as("entries are what they are without pages")
                .isEqualTo(whole.get("environments").get(seen.size() - ids(page).size()));
    }

    @Test
    void without_a_limit_the_rest_is_shown_and_a_limit_beyond_the_end_ends() {
        JsonNode first = list("?limit=2").json();
        JsonNode rest =
                list("?pageToken=" + first.get("nextPageToken").asText()).json();
        assertThat(ids(rest)).hasSize(ids(list("").json()).size() - 2);
        assertThat(rest.has("nextPageToken")).isFalse();
        assertThat(list("?limit=1000").json()).isEqualTo(list("").json());
    }

    @Test
    void an_entry_that_is_new_before_the_page_makes_none_come_twice() {
        JsonNode first = list("?limit=2").json();
        String next = first.get("nextPageToken").asText();
        List<String> second = ids(list("?limit=2&pageToken=" + next).json());
        server.anEnvironment(organization);
        assertThat(ids(list("?limit=2&pageToken=" + next).json())).isEqualTo(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "99999999999999", "x", "", "1.5", "1&limit=2"})
    void a_wrong_limit_is_refused(String limit) {
        TestServer.Answer refused = list("?limit=" + limit);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("error").asText()).startsWith("limit ");
    }

    @Test
    void a_changed_token_or_another_lists_is_refused() {
        String next = list("?limit=2").json().get("nextPageToken").asText();
        for (int at = 0; at < next.length(); at++) {
            char other = next.charAt(at) == 'A' ? 'Q' : 'A';
            String changed = next.substring(0, at) + other + next.substring(at + 1);
            TestServer.Answer refused = list("?pageToken=" + changed);
            assertThat(refused.status()).as(changed).isEqualTo(400);
            assertThat(refused.json().get("error").asText()).startsWith("pageToken ");
        }
        assertThat(list("?pageToken=").status()).isEqualTo(400);
        assertThat(server.send("GET", "/organizations?pageToken=" + next, token, "")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void every_list_has_pages() {
        for (String path : List.of(
                "/organizations",
                "/deployments/regions",
                "/deployments/versions",
                "/deployments/plans",
                "/deployments/databases",
                "/databases",
                "/organizations/" + organization + "/api-clients")) {
            JsonNode page = server.send("GET", path + "?limit=1", token, "").json();
            assertThat(page.elements().next().size()).as(path + page).isLessThanOrEqualTo(1);
            assertThat(server.send("GET", path + "?limit=0", token, "").status())
                    .as(path)
                    .isEqualTo(400);
        }
    }
}
