package io.graphstead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which server a command talks to, and as whom. */
class ConnectionTest {
    @TempDir
    Path folder;

    private FakeServer server;
    private Cli cli;

    @BeforeEach
    void start() throws Exception {
        server = new FakeServer(folder);
        server.on("GET /deployments/plans", 200, "{\"plans\":[]}")
                .on("POST /organizations/oauth/token", 201, "{\"access_token\":\"of client\",\"expires_in\":3600}")
                .on("POST /people/token", 201, "{\"access_token\":\"of owner\",\"expires_in\":3600}");
        cli = Cli.in(folder.resolve("home"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path data() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("admin.token"), "of installation\n");
        Files.writeString(data.resolve("address"), server.address() + "\n");
        Files.copy(server.ca(), data.resolve("ca.pem"));
        return data;
    }

    private Map<String, String> environment(String... more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "GRAPHSTEAD_URL", server.address().toString(),
                "GRAPHSTEAD_CA_FILE", server.ca().toString()));
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    private String seenAs(Cli who, String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "catalog";
        arguments[1] = "plans";
        System.arraycopy(options, 0, arguments, 2, options.length);
        who.run(arguments).done();
        return server.requests().getLast().authorization().orElseThrow();
    }

    private void login(String profile) {
        cli.with(environment("GRAPHSTEAD_CLIENT_SECRET", "s"))
                .run("login", "--profile", profile, "--client-id", "me")
                .done();
    }

    @Test
    void a_profile_wins_over_a_data_folder_here_and_what_is_named_over_both() throws IOException {
        Path data = data();
        Map<String, String> here = Map.of("GRAPHSTEAD_SERVER_DATA", data.toString());
        assertThat(seenAs(cli.with(here))).isEqualTo("Bearer of installation");
        login("work");
        assertThat(seenAs(cli.with(here))).isEqualTo("Bearer of client");
        assertThat(seenAs(cli, "--data", data.toString())).isEqualTo("Bearer of installation");
        assertThat(cli.run("catalog", "plans", "--data", data.toString(), "--profile", "work")
                        .endedWith(2)
                        .err())
                .contains("name two servers");
    }

    @Test
    void the_profile_of_the_environment_wins_over_the_one_chosen_last() {
        login("one");
        login("two");
        Cli.Run run = cli.with(Map.of("GRAPHSTEAD_PROFILE", "three"))
                .run("catalog", "plans")
                .endedWith(2);
        assertThat(run.err()).contains("no profile \"three\"", "one, two");
        assertThat(seenAs(cli, "--profile", "one")).isEqualTo("Bearer of client");
        cli.run("profile", "use", "one").done();
        assertThat(cli.run("profile", "list").done().out().lines()).anyMatch(line -> line.startsWith("*  one"));
    }

    @Test
    void the_environment_names_client_installation_or_owner() throws IOException {
        assertThat(seenAs(cli.with(environment("GRAPHSTEAD_CLIENT_ID", "a", "GRAPHSTEAD_CLIENT_SECRET", "b"))))
                .isEqualTo("Bearer of client");
        assertThat(seenAs(cli.with(environment("GRAPHENEDB_CLIENT_ID", "a", "GRAPHENEDB_CLIENT_SECRET", "b"))))
                .isEqualTo("Bearer of client");
        assertThat(seenAs(cli.with(environment(
                        "GRAPHSTEAD_ADMIN_TOKEN_FILE",
                                data().resolve("admin.token").toString(),
                        "GRAPHENEDB_CLIENT_ID", "a",
                        "GRAPHENEDB_CLIENT_SECRET", "b"))))
                .isEqualTo("Bearer of installation");
        assertThat(seenAs(cli.with(environment("GRAPHSTEAD_OWNER_EMAIL", "a", "GRAPHSTEAD_OWNER_PASSWORD", "b"))))
                .isEqualTo("Bearer of owner");
        assertThat(cli.with(environment()).run("catalog", "plans").endedWith(2).err())
                .contains("but not who you are there");
    }

    @Test
    void without_any_of_them_it_says_what_to_do() {
        assertThat(cli.run("catalog", "plans").endedWith(2).err()).contains("graphstead login", "--data DIR");
        assertThat(cli.run("catalog", "plans", "--data", folder.resolve("none").toString())
                        .endedWith(4)
                        .err())
                .contains("does not exist", "--data DIR");
    }

    @Test
    void certificates_that_cannot_be_read_are_named() {
        Map<String, String> broken = environment("GRAPHSTEAD_CLIENT_ID", "a", "GRAPHSTEAD_CLIENT_SECRET", "b");
        broken.put("GRAPHSTEAD_CA_FILE", "/nowhere/ca.pem");
        assertThat(cli.with(broken).run("catalog", "plans").endedWith(2).err()).contains("/nowhere/ca.pem");
        assertThat(cli.with(broken)
                        .run("login", "--client-id", "x")
                        .endedWith(2)
                        .err())
                .contains("/nowhere/ca.pem", "--ca");
    }
}
