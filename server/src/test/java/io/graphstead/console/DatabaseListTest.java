package io.graphstead.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.api.TestServer;
import io.graphstead.api.TestServer.Answer;
import io.graphstead.api.graphenedb.Vendors;
import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of an organization's databases: what PostgreSQL finds is what its lines say. */
class DatabaseListTest {
    private static final int MANY = 30;
    private static final Pattern LINE = Pattern.compile("<a class=\"name\" href=\"[^\"]*\">([^<]+)</a>");

    private static TestServer server;
    private static String organization;
    private static Browser owner;

    @BeforeAll
    static void start() {
        server = TestServer.startWithFleet();
        organization = server.anOrganization();
        String environment = server.anEnvironment(organization);
        Catalog catalog = server.context().getBean(Catalog.class);
        String vendor = Vendors.of(catalog.releases().getFirst().engine()).segment();
        String plan = catalog.sizes(Size.Kind.PLAN).getFirst().id();
        for (int at = 1; at <= MANY; at++) {
            Answer made = server.send(
                    "POST",
                    "/deployments/databases/" + vendor,
                    server.adminToken(),
                    "{\"environmentId\": \"%s\", \"name\": \"n-%02d\", \"plan\": \"%s\"}"
                            .formatted(environment, at, plan));
            assertThat(made.status()).as(made.text()).isEqualTo(202);
        }
        owner = Browser.member(server, organization, "owner");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<String> names(String query) {
        Answer page = owner.get("/console/organizations/" + organization + query);
        assertThat(page.status()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        Matcher line = LINE.matcher(page.text());
        while (line.find()) {
            names.add(line.group(1));
        }
        return names;
    }

    private static List<String> fromTo(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj("n-%02d"::formatted).toList();
    }

    /** As a worker would have left it. */
    private static void became(String name, String goal, String sight) {
        server.database().jdbi().useHandle(handle -> {
            String which =
                    "(SELECT d.id FROM deployment d JOIN project p ON p.id = d.project_id WHERE d.name = ? AND p.organization_id = ?)";
            UUID owner =
                    UUID.fromString(organization.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
            handle.execute("UPDATE operation SET status = 'finished' WHERE deployment_id = " + which, name, owner);
            handle.execute("UPDATE deployment SET goal = ?, sight = ? WHERE id = " + which, goal, sight, name, owner);
        });
    }

    @Test
    void pages_follow_one_another_and_the_last_stands_for_those_behind_it() {
        assertThat(names("")).isEqualTo(fromTo(1, 25));
        assertThat(names("?page=2")).isEqualTo(fromTo(26, MANY));
        assertThat(names("?page=99")).isEqualTo(fromTo(26, MANY));
        assertThat(names("?page=0")).isEqualTo(fromTo(1, 25));
        // The clock of tests stands still, so all are equally new.
        assertThat(names("?sort=newest")).hasSize(25);
        assertThat(names("?sort=version")).isEqualTo(fromTo(1, 25));
    }

    @Test
    void a_search_finds_names_labels_versions_and_connection_urls() {
        assertThat(names("?q=N-07")).containsExactly("n-07");
        assertThat(names("?q=test&sort=environment")).hasSize(25);
        assertThat(names("?q=%25")).isEmpty();
        assertThat(names("?q=1.0&page=2")).hasSize(5);
        Matcher url = Pattern.compile("<code id=\"u[0-9a-f]{32}\">([^<]+)</code>")
                .matcher(owner.get("/console/organizations/" + organization + "?q=n-12")
                        .text());
        assertThat(url.find()).isTrue();
        assertThat(names("?q=" + url.group(1).replace(":", "%3A").replace("/", "%2F")))
                .contains("n-12");
        assertThat(names("?engine=none")).isEmpty();
        assertThat(names("?environment=" + "0".repeat(32))).isEmpty();
        assertThat(names("?environment=none")).isEmpty();
    }

    @Test
    void a_state_is_found_by_the_word_that_its_line_has() {
        became("n-01", "STOPPED", "ABSENT");
        became("n-02", "RUNNING", "ABSENT");
        became("n-03", "RUNNING", "READY");
        became("n-04", "FAILED", "ABSENT");
        assertThat(names("?state=paused")).containsExactly("n-01");
        assertThat(names("?state=incident")).containsExactly("n-02");
        assertThat(names("?state=running")).containsExactly("n-03");
        assertThat(names("?state=failed")).containsExactly("n-04");
        assertThat(names("?state=changing&page=2")).hasSize(1);
        assertThat(names("?sort=state")).startsWith("n-02");
        assertThat(owner.get("/console/organizations/" + organization + "?state=incident")
                        .text())
                .contains("Incident");
    }
}
