package io.graphstead.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.api.Multipart;
import io.graphstead.api.TestServer;
import io.graphstead.api.TestServer.Answer;
import io.graphstead.api.Uploads;
import io.micronaut.core.type.Argument;
import io.micronaut.web.router.Router;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of a database's data, plugins and network, as they are on the wire. */
class ConsoleDataTest {
    private static final String BOUNDARY = "----graphstead";

    private static TestServer server;
    private static String environment;
    private static String database;
    private static Browser writer;
    private static Browser reader;
    private static Browser administrator;

    @BeforeAll
    static void start() {
        server = TestServer.startWithFleet();
        String organization = server.anOrganization();
        environment = server.anEnvironment(organization);
        database = Browser.database(server, environment);
        writer = Browser.member(server, organization, "writer", "development");
        reader = Browser.member(server, organization, "reader", "development");
        administrator = Browser.member(server, organization, "administrator");
        Stream.of(writer, reader, administrator).forEach(each -> each.get("/console/account"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String path(String rest) {
        return "/console/databases/" + database + rest;
    }

    private static Answer upload(Browser browser, String path, String token, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
        StringBuilder cookies = new StringBuilder();
        browser.cookies()
                .forEach((name, value) -> cookies.append(cookies.isEmpty() ? "" : "; ")
                        .append(name)
                        .append('=')
                        .append(value));
        all.put("Cookie", cookies.toString());
        String body = part("form-token\"", token)
                + part("name\"", "")
                + part("file\"; filename=\"../C:\\evil\\tool.jar\"", "a plugin")
                + "--" + BOUNDARY + "--\r\n";
        return server.send("POST", path, all, body);
    }

    private static String part(String name, String content) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\r\n\r\n" + content + "\r\n";
    }

    @Test
    void a_file_comes_in_with_the_token_of_its_form_and_by_no_other_way() {
        Answer without = upload(writer, path("/plugins"), "0".repeat(64), Map.of());
        assertThat(without.status()).isEqualTo(403);
        assertThat(without.text()).contains("this form is out of date");
        Answer elsewhere =
                upload(writer, path("/plugins"), writer.token(), Map.of("Origin", "https://elsewhere.example"));
        assertThat(elsewhere.status()).isEqualTo(403);
        assertThat(writer.get(path("/plugins")).text()).doesNotContain("tool.jar");

        Answer added = upload(writer, path("/plugins"), writer.token(), Map.of());
        assertThat(added.status()).as(added.text()).isEqualTo(303);
        assertThat(writer.get(path("/plugins")).text()).contains("tool.jar").doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/pause", "/snapshots", "/network/switch", "/delete"})
    void what_takes_no_file_is_not_reached_with_one(String rest) {
        assertThat(upload(administrator, path(rest), administrator.token(), Map.of())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void every_page_that_takes_a_file_takes_it_with_its_token() {
        server.context()
                .getBean(Router.class)
                .uriRoutes()
                .filter(route -> route.getTargetMethod()
                        .getDeclaringType()
                        .getPackageName()
                        .startsWith("io.graphstead.console"))
                .forEach(route -> {
                    List<Class<?>> taken = Stream.of(route.getTargetMethod().getArguments())
                            .<Class<?>>map(Argument::getType)
                            .toList();
                    assertThat(taken).as(route.toString()).doesNotContain(Multipart.class);
                    assertThat(route.getTargetMethod().hasAnnotation(Uploads.class))
                            .as(route.toString())
                            .isEqualTo(taken.contains(FileForm.class));
                });
    }

    @Test
    void a_reader_sees_everything_and_no_form_but_those_of_every_page() {
        for (String page : List.of("/snapshots", "/transfers", "/plugins", "/network", "/settings")) {
            Answer answer = reader.get(path(page));
            assertThat(answer.status()).as(page).isEqualTo(200);
            assertThat(answer.text().replace("/console/sign-out", ""))
                    .as(page)
                    .doesNotContain("<button class=\"btn btn-danger", "<button class=\"btn btn-primary");
        }
    }

    @Test
    void times_of_a_pause_are_told_while_they_are_typed() {
        String times = reader.get(path("/pause-schedule/times?pause=0+20+*+*+1-5&timeZone=Europe%2FBerlin"))
                .text();
        assertThat(times).contains("Pauses next", "20:00 CET").doesNotContain("Resumes next");
        assertThat(reader.get(path("/pause-schedule/times?pause=0+25+*+*+*&timeZone=UTC"))
                        .text())
                .contains("cannot be followed");
        assertThat(reader.get(path("/pause-schedule/times?pause=%3Cscript%3E&timeZone=%3Cscript%3E"))
                        .text())
                .doesNotContain("<script>");
        Answer refused = writer.post(
                path("/pause-schedule"), Map.of("enabled", "true", "resume", "0 7 * * *", "timeZone", "<b>UTC</b>"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("only what the schedule has paused").doesNotContain("<b>UTC");
    }

    @Test
    void a_rule_is_added_by_administrators_and_what_is_none_is_told_beside_what_was_typed() {
        assertThat(administrator.get(path("/network")).text()).contains("127.0.0.1", "Every address");
        Answer refused = administrator.post(path("/network/rules"), Map.of("label", "office", "range", "10.0.0.1/8"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("bits set behind its prefix", "value=\"10.0.0.1/8\"", "value=\"office\"");
        assertThat(administrator
                        .post(path("/network/rules"), Map.of("label", "office", "range", "2001:db8::/32"))
                        .status())
                .isEqualTo(303);
        assertThat(reader.get(path("/network")).text()).contains("2001:db8::/32", "Only these addresses");
        assertThat(writer.post(path("/network/rules"), Map.of("label", "mine", "range", "10.0.0.0/8"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void credentials_come_as_a_file_that_is_called_after_the_database() {
        Answer file = writer.post(path("/credentials"), Map.of("file", "true"));
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("content-disposition")).isEqualTo("attachment; filename=\"walked.env\"");
    }

    @Test
    void an_environment_without_snapshots_says_so() {
        assertThat(reader.get("/console/environments/" + environment + "/snapshots")
                        .text())
                .contains("No snapshot yet");
    }
}
