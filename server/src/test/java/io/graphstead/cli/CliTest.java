package io.graphstead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.testing.ServerProcess;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line against a running server with the quick engine: an operator sets everything up beside the data folder,
 * then a program's API client works with a profile of its own. The steps follow each other.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CliTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private ServerProcess server;
    private Cli cli;

    @BeforeAll
    void start() throws IOException, URISyntaxException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        cli = Cli.in(Files.createDirectory(folder.resolve("home")));
        Path catalog = Path.of(
                CliTest.class.getResource("/io/graphstead/crash/catalog.yml").toURI());
        server = ServerProcess.onClassPath(
                folder.resolve("data"),
                List.of(),
                List.of("catalog.file=" + catalog, "runtime.uid-claims=" + folder.resolve("uids")));
        server.start();
    }

    @AfterAll
    void stop() {
        JsonNode left = operator("db", "list", "-o", "json").json();
        for (JsonNode database : left.path("databases")) {
            operator("db", "delete", database.path("id").asText(), "--yes", "--wait");
        }
        server.close();
    }

    /** With the installation's own token. */
    private Cli.Run operator(String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--data";
        all[arguments.length + 1] = server.data().toString();
        return cli.run(all);
    }

    @Test
    @Order(1)
    void an_operator_makes_organization_project_and_api_client() throws IOException {
        operator("org", "create", "Acme Graphs", "--slug", "acme").done();
        assertThat(operator("org", "list").done().out().lines()).anyMatch(line -> line.matches("Acme Graphs  acme .*"));
        assertThat(operator("org", "show", "acme").done().out()).containsPattern("slug +acme");

        String project = operator("project", "create", "Shop", "--region", "eu-west-1", "-q")
                .done()
                .line();
        assertThat(operator("project", "show", "shop", "-o", "json")
                        .done()
                        .json()
                        .path("id")
                        .asText())
                .isEqualTo(project);
        operator("project", "create", "Other", "--region", "eu-west-1", "--type", "staging")
                .done();

        Path secret = folder.resolve("client.secret");
        Cli.Run made = operator(
                        "api-client", "create", "ci job", "--grant", "shop=operator", "--secret-out", secret.toString())
                .done();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        assertThat(made.out()).doesNotContain(Files.readString(secret).strip());
        JsonNode clients = operator("api-client", "list", "-o", "json").done().json();
        assertThat(clients.path("apiClients")).hasSize(1);
        assertThat(operator("api-client", "show", "ci job").done().out()).contains("operator", project);
    }

    @Test
    @Order(2)
    void a_program_logs_in_and_is_remembered() throws IOException {
        String id = operator("api-client", "list", "-q").done().line();
        Cli.Run in = cli.run(
                "login",
                "--profile",
                "ci",
                "--url",
                server.address().toString(),
                "--ca",
                server.data().resolve("ca.pem").toString(),
                "--client-id",
                id,
                "--secret-file",
                folder.resolve("client.secret").toString());
        assertThat(in.done().out()).contains("as API client " + id, "profile ci");
        Path kept = cli.home().resolve(".config/graphstead/profiles/ci.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        String secret = Files.readString(folder.resolve("client.secret")).strip();
        assertThat(cli.run("profile", "show", "-o", "json").done().out())
                .contains(id, "\"current\" : true")
                .doesNotContain(secret);
        assertThat(cli.run("project", "list", "-o", "json").done().json().path("environments"))
                .hasSize(1);
        Cli.Run traced = cli.run("catalog", "plans", "--debug").done();
        assertThat(traced.out().lines()).anyMatch(line -> line.matches("ds1 .* 1024 .*"));
        assertThat(traced.err()).contains("answered 200", "request id").doesNotContain(secret);
    }

    @Test
    @Order(3)
    void a_wrong_secret_is_refused_and_changes_no_profile() {
        Cli.Run refused = cli.with(Map.of("GRAPHSTEAD_CLIENT_SECRET", "wrong"))
                .run(
                        "login",
                        "--url",
                        server.address().toString(),
                        "--ca",
                        server.data().resolve("ca.pem").toString(),
                        "--client-id",
                        "00000000000000000000000000000000")
                .endedWith(1);
        assertThat(refused.err()).contains("client secret is wrong").doesNotContain("\tat ");
        assertThat(cli.run("profile", "list").done().out().lines()).hasSize(2);
    }

    @Test
    @Order(4)
    void a_server_whose_ca_is_not_given_is_not_trusted() {
        Cli.Run refused = cli.with(Map.of("GRAPHSTEAD_CLIENT_SECRET", "secret"))
                .run("login", "--url", server.address().toString(), "--client-id", "someone")
                .endedWith(4);
        assertThat(refused.err()).contains("is not trusted", "--ca FILE");
    }

    @Test
    @Order(5)
    void a_database_is_made_and_its_steps_are_shown() {
        Cli.Run made = cli.run("db", "create", "orders", "--plan", "q1", "--engine", "quick", "--wait", "-o", "json")
                .done();
        assertThat(made.json().at("/database/status/state").asText()).isEqualTo("running");
        assertThat(made.err()).contains("… ");
        assertThat(cli.run("db", "list").done().out().lines())
                .anyMatch(line -> line.matches("orders  running  quick 1\\.0\\.0  q1 +shop .*"));
        assertThat(cli.run("db", "status", "orders").done().out()).contains("state", "running");
        assertThat(cli.run("db", "show", "ORDERS", "-q").done().line())
                .isEqualTo(made.json().at("/database/id").asText());
    }

    @Test
    @Order(6)
    void what_the_server_refuses_ends_with_1_and_its_words() {
        Cli.Run refused = cli.run("db", "create", "orders", "--plan", "ds99", "--engine", "quick")
                .endedWith(1);
        assertThat(refused.err()).startsWith("graphstead: plan \"ds99\"").hasLineCount(1);
        assertThat(refused.out()).isEmpty();
        assertThat(cli.run("org", "create", "Mine").endedWith(1).err()).hasLineCount(1);
    }

    @Test
    @Order(7)
    void a_name_in_two_projects_is_never_guessed() {
        operator("db", "create", "orders", "--project", "other", "--plan", "q1", "--engine", "quick", "--wait")
                .done();
        Cli.Run refused = operator("db", "pause", "orders").endedWith(2);
        assertThat(refused.err()).contains("several databases \"orders\"", "in project shop", "in project other");
        operator("db", "delete", "orders", "--project", "other", "--yes", "--wait")
                .done();
        assertThat(operator("db", "show", "nothing").endedWith(2).err()).contains("there is no database \"nothing\"");
    }

    @Test
    @Order(8)
    void it_is_paused_resumed_and_restarted() {
        assertThat(cli.run("db", "pause", "orders", "--wait").done().out()).contains("pausing orders is done");
        assertThat(cli.run("db", "list").done().out()).contains("orders  paused");
        String operation = cli.run("db", "resume", "orders", "-o", "json")
                .done()
                .json()
                .path("operationId")
                .asText();
        cli.run("operation", "wait", operation).done();
        cli.run("db", "restart", "orders", "--wait", "-q").done();
        assertThat(cli.run("operation", "list", "orders").done().out().lines().map(line -> line.split(" ")[0]))
                .containsExactly("TYPE", "restart", "resume", "pause", "create");
        assertThat(cli.run("operation", "show", operation).done().out()).contains("resume", "finished");
    }

    @Test
    @Order(9)
    void its_address_is_shown_and_its_password_only_when_asked_for() {
        String password = cli.run("db", "credentials", "orders", "-o", "json")
                .done()
                .json()
                .path("password")
                .asText();
        assertThat(password).isNotEmpty();
        assertThat(cli.run("db", "connect", "orders").done().out())
                .contains("quick://", "GraphDatabase.driver")
                .doesNotContain(password);
        assertThat(cli.run("db", "connect", "orders", "--show-password", "--language", "cypher-shell")
                        .done()
                        .out())
                .contains("cypher-shell -a 'quick://", password);
    }

    @Test
    @Order(10)
    void it_is_renamed_and_its_address_stays() {
        String uri = cli.run("db", "connect", "orders", "-q").done().line();
        cli.run("db", "rename", "orders", "sales").done();
        assertThat(cli.run("db", "connect", "sales", "-q").done().line()).isEqualTo(uri);
        cli.run("db", "rename", "sales", "orders").done();
    }

    @Test
    @Order(11)
    void its_configuration_is_changed() {
        assertThat(cli.run("db", "config", "set", "orders", "colour=blue")
                        .done()
                        .err())
                .contains("graphstead db restart orders");
        assertThat(cli.run("db", "config", "get", "orders", "colour").done().line())
                .isEqualTo("blue");
        assertThat(cli.run("db", "config", "set", "orders", "flavour=sweet")
                        .endedWith(1)
                        .err())
                .contains("flavour");
        cli.run("db", "restart", "orders", "--wait").done();
        assertThat(cli.run("db", "list").done().out()).doesNotContain("needs restart");
        cli.run("db", "config", "unset", "orders", "colour").done();
        assertThat(cli.run("db", "config", "get", "orders", "-o", "json")
                        .done()
                        .json()
                        .path("configuration"))
                .isEmpty();
    }

    @Test
    @Order(12)
    void a_plugin_is_added_and_removed() throws IOException {
        Path jar = folder.resolve("lemon.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.closeEntry();
        }
        String id = cli.run("db", "plugin", "add", "orders", jar.toString(), "-q")
                .done()
                .line();
        assertThat(cli.run("db", "plugin", "list", "orders").done().out()).contains("lemon", id);
        cli.run("db", "restart", "orders", "--reset", "--wait").done();
        cli.run("db", "plugin", "remove", "orders", id, "--yes").done();
        assertThat(cli.run("db", "plugin", "list", "orders", "-q").done().out()).isEmpty();
    }

    @Test
    @Order(13)
    void its_plan_and_version_are_changed() {
        cli.run("db", "resize", "orders", "ds1", "--wait").done();
        cli.run("db", "upgrade", "orders", "2.0.0", "--wait").done();
        assertThat(cli.run("db", "list").done().out().lines())
                .anyMatch(line -> line.matches("orders  running[^q]*  quick 2\\.0\\.0  ds1 .*"));
        assertThat(cli.run("db", "upgrade", "orders", "1.0.0").endedWith(1).err())
                .hasLineCount(1);
        assertThat(cli.run("db", "extras", "orders", "--set", "READ_REPLICA_C")
                        .endedWith(1)
                        .err())
                .contains("READ_REPLICA_C");
    }

    @Test
    @Order(14)
    void a_protected_database_is_not_deleted() {
        cli.run("db", "protect", "orders").done();
        cli.run("db", "delete", "orders", "--yes").endedWith(1);
        cli.run("db", "unprotect", "orders").done();
    }

    @Test
    @Order(15)
    void it_gets_another_password() {
        String before = cli.run("db", "credentials", "orders", "-o", "json")
                .done()
                .json()
                .path("password")
                .asText();
        String after = cli.run("db", "reset-password", "orders", "--yes", "-o", "json")
                .done()
                .json()
                .path("password")
                .asText();
        assertThat(after).isNotEmpty().isNotEqualTo(before);
    }

    @Test
    @Order(16)
    void it_is_looked_into() {
        assertThat(cli.run("db", "logs", "orders", "-n", "5").done().out().lines())
                .hasSizeBetween(1, 5);
        assertThat(cli.run("db", "metrics", "orders").done().out()).isNotEmpty();
        assertThat(cli.run("db", "metrics", "orders", "--prometheus").done().out())
                .contains("# TYPE");
    }

    @Test
    @Order(17)
    void an_operation_that_is_over_cannot_be_cancelled() {
        String id = cli.run("operation", "list", "orders", "-q")
                .done()
                .out()
                .lines()
                .findFirst()
                .orElseThrow();
        assertThat(cli.run("operation", "cancel", id).endedWith(1).err()).hasLineCount(1);
    }

    @Test
    @Order(18)
    void projects_and_their_rules_are_changed_by_the_operator() {
        operator("project", "update", "other", "--label", "Elsewhere", "--type", "production")
                .done();
        assertThat(operator("project", "list").done().out()).contains("Elsewhere", "production");
        operator("project", "rule", "add", "Elsewhere", "office", "10.0.0.0/8").done();
        assertThat(operator("project", "rule", "add", "Elsewhere", "home", "somewhere")
                        .endedWith(1)
                        .err())
                .contains("ipRange");
        assertThat(operator("project", "rule", "list", "Elsewhere").done().out())
                .contains("office  10.0.0.0/8");
        operator("project", "rule", "remove", "Elsewhere", "office", "--yes").done();
        operator("project", "delete", "Elsewhere", "--yes").done();
    }

    @Test
    @Order(19)
    void organizations_and_their_people_are_changed_by_the_operator() {
        operator("org", "update", "acme", "--name", "Acme", "--memory-mb", "65536")
                .done();
        assertThat(operator(
                                "org",
                                "member",
                                "invite",
                                "ada@example.org",
                                "--role",
                                "operator",
                                "--grant-type",
                                "staging")
                        .done()
                        .out())
                .contains("https://");
        operator("org", "member", "update", "ada@example.org", "--role", "reader")
                .done();
        assertThat(operator("org", "member", "list").done().out())
                .contains("ada@example.org  reader  staging  invited");
        operator("org", "member", "remove", "ada@example.org", "--yes").done();
        operator("api-client", "update", "ci job", "--label", "ci", "--grant", "shop=operator")
                .done();
        operator("api-client", "update", "ci", "--label", "ci job").done();
        assertThat(operator("org", "audit", "--limit", "100").done().out()).contains("AT", "refused");
        assertThat(operator("org", "audit", "--ndjson").done().out()).contains("{\"");
        assertThat(operator("org", "delete", "acme", "--yes").endedWith(1).err())
                .hasLineCount(1);
    }

    @Test
    @Order(42)
    void the_server_says_which_engines_it_has() {
        assertThat(operator("engine", "list").done().out()).contains("quick 1.0.0");
    }

    @Test
    @Order(20)
    void ctrl_c_stops_the_waiting_and_not_the_operation() throws IOException, InterruptedException {
        // Long enough for the signal to come while it is waited.
        cli.run("db", "config", "set", "orders", "delayMillis=5000").done();
        Path errors = folder.resolve("waiting.err");
        Process waiting = waitForRestart(errors);
        await("the first step")
                .atMost(PATIENCE)
                .until(() -> Files.readString(errors).contains("…") || !waiting.isAlive());
        new ProcessBuilder("kill", "-INT", Long.toString(waiting.pid())).start().waitFor();
        int code = waiting.waitFor();
        String said = Files.readString(errors);
        assertThat(code).as(said).isEqualTo(130);
        assertThat(said).contains("stopped waiting; the operation goes on: graphstead operation wait ");
        String operation = said.substring(said.lastIndexOf(' ') + 1).strip();
        cli.run("operation", "wait", operation).done();
        cli.run("db", "config", "unset", "orders", "delayMillis").done();
        cli.run("db", "restart", "orders", "--wait").done();
    }

    private Process waitForRestart(Path errors) throws IOException {
        ProcessBuilder builder = program(List.of("-XX:TieredStopAtLevel=1"), "db", "restart", "orders", "--wait")
                .redirectError(errors.toFile());
        return builder.start();
    }

    private ProcessBuilder program(List<String> jvmOptions, String... arguments) {
        List<String> command = new ArrayList<>();
        // What was begun in the background of a shell ignores Ctrl-C, and so does all that it begins.
        command.addAll(List.of("env", "--default-signal=INT"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.graphstead.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .put("XDG_CONFIG_HOME", cli.home().resolve(".config").toString());
        return builder;
    }

    @Test
    @Order(21)
    void a_command_for_a_server_loads_nothing_of_the_server() throws IOException, InterruptedException {
        Path loaded = folder.resolve("classes");
        Process list = program(List.of("-Xlog:class+load:file=" + loaded), "db", "list", "-q")
                .start();
        assertThat(list.waitFor()).isZero();
        assertThat(Files.readAllLines(loaded))
                .anyMatch(line -> line.contains(" io.graphstead.cli.Main "))
                .noneMatch(line -> line.contains(" io.micronaut.")
                        || line.contains(" org.postgresql.")
                        || line.contains(" io.graphstead.fleet."));
    }

    @Test
    @Order(30)
    void deleting_asks_for_the_name() {
        assertThat(cli.run("db", "delete", "orders").endedWith(2).err()).contains("--yes");
        Typist wrong = Typist.typing("order");
        assertThat(cli.with(wrong).run("db", "delete", "orders").endedWith(1).err())
                .contains("nothing was done");
        assertThat(wrong.questions().getFirst()).contains("delete the database orders", "Type orders");
        assertThat(cli.run("db", "show", "orders", "-q").done().line()).isNotEmpty();
        cli.with(Typist.typing("orders"))
                .run("db", "delete", "orders", "--wait", "-q")
                .done();
        assertThat(cli.run("db", "list", "-o", "json").done().json().path("databases"))
                .isEmpty();
    }

    @Test
    @Order(40)
    void a_refreshed_secret_ends_the_sign_in_with_words() {
        String client = operator("api-client", "list", "-q").done().line();
        String secret = operator("api-client", "refresh-secret", client, "--yes", "-o", "json")
                .done()
                .json()
                .path("clientSecret")
                .asText();
        assertThat(cli.run("db", "list").endedWith(1).err()).contains("no longer takes the secret", "login again");
        cli.with(Typist.piping(secret + "\n"))
                .run(
                        "login",
                        "--profile",
                        "ci",
                        "--url",
                        server.address().toString(),
                        "--ca",
                        server.data().resolve("ca.pem").toString(),
                        "--client-id",
                        client,
                        "--secret-file",
                        "-")
                .done();
        cli.run("db", "list").done();
        operator("api-client", "delete", "ci job", "--yes").done();
        cli.run("db", "list").endedWith(1);
        cli.run("logout").done();
        assertThat(cli.run("profile", "list", "-o", "json").done().json().path("profiles"))
                .isEmpty();
    }

    @Test
    @Order(41)
    void the_environment_of_quickstart_is_enough() throws IOException {
        Map<String, String> environment = Map.of(
                "GRAPHSTEAD_URL", server.address().toString(),
                "GRAPHSTEAD_CA_FILE", server.data().resolve("ca.pem").toString(),
                "GRAPHSTEAD_ADMIN_TOKEN_FILE",
                        server.data().resolve("admin.token").toString());
        assertThat(cli.with(environment).run("org", "list", "-q").done().line()).hasSize(32);
    }

    @Test
    @Order(50)
    void a_stopped_server_ends_with_4() {
        String address = server.address().toString();
        server.close();
        assertThat(operator("org", "list").endedWith(4).err())
                .contains("nothing listens at " + address)
                .hasLineCount(1);
        server.start();
    }
}
