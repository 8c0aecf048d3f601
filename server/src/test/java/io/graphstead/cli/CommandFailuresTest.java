package io.graphstead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.cli.FakeServer.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Failed operations, ended tokens, faults of the server and secrets in the wrong place. */
class CommandFailuresTest extends AgainstFakeServer {
    @Test
    void an_operation_that_fails_ends_with_3_and_its_error() {
        server.on("POST " + DB + "/plan/change", 202, "{\"operationId\":\"" + OPERATION + "\"}")
                .on("GET /operations/" + OPERATION, 503, "{\"error\":\"starting\"}")
                .on("GET /operations/" + OPERATION, 200, finished("failed"));
        Cli.Run failed = cli.run("db", "resize", "orders", "ds2", "--wait").endedWith(3);
        assertThat(failed.err()).contains("plan-change failed: the disk is full", OPERATION);
        assertThat(failed.out()).isEmpty();
    }

    @Test
    void operations_that_follow_are_waited_for_too() {
        String first =
                finished("finished").replace("\"nextOperationId\":\"\"", "\"nextOperationId\":\"" + THING + "\"");
        server.on("GET /operations/" + OPERATION, 200, first).on("GET /operations/" + THING, 200, finished("failed"));
        cli.run("operation", "wait", OPERATION).endedWith(3);
        assertThat(cli.run("operation", "wait", "../x").endedWith(2).err()).contains("not an operation's id");
    }

    @Test
    void a_token_that_was_refused_is_renewed_once() {
        server.forget("POST /organizations/oauth/token")
                .on("POST /organizations/oauth/token", 201, token("first"))
                .on("POST /organizations/oauth/token", 201, token("second"))
                .on("GET /deployments/plans", 401, "{\"error\":\"the token has ended\"}")
                .on("GET /deployments/plans", 200, "{\"plans\":[{\"id\":\"ds1\"}]}");
        assertThat(cli.run("catalog", "plans", "-q").done().line()).isEqualTo("ds1");
        assertThat(server.requests().stream().flatMap(request -> request.authorization().stream()))
                .containsExactly("Bearer first", "Bearer second");
    }

    @Test
    void a_profile_keeps_its_token_until_it_ends() {
        server.on("GET /deployments/plans", 200, "{\"plans\":[]}");
        Cli user = cli.with(Typist.piping("s3cret"));
        user.run("login", "--client-id", "me", "--secret-file", "-").done();
        user.run("catalog", "plans").done();
        user.run("catalog", "plans").done();
        assertThat(server.requests().stream().filter(request -> request.target().contains("token")))
                .hasSize(1);
        user.run("login", "--profile", "short", "--client-id", "me", "--secret-file", "-")
                .done();
        server.forget("POST /organizations/oauth/token")
                .on("POST /organizations/oauth/token", 201, token("x").replace("3600", "30"));
        user.run("login", "--profile", "short", "--client-id", "me", "--secret-file", "-")
                .done();
        user.run("catalog", "plans").done();
        assertThat(server.requests().stream().filter(request -> request.target().contains("token")))
                .as("a token that ends within a minute is not used any more")
                .hasSize(4);
    }

    @Test
    void a_person_signs_in_and_is_told_when_it_is_over() {
        server.on("POST /people/token", 201, token("p"))
                .on("GET /deployments/plans", 401, "{\"error\":\"it has ended\"}");
        Cli ada = cli.with(Typist.typing("pass word"));
        ada.run("login", "--email", "ada@example.org", "--code", "123456").done();
        assertThat(server.requests().getLast().body())
                .isEqualTo("email=ada%40example.org&password=pass%20word&code=123456");
        assertThat(ada.run("catalog", "plans").endedWith(1).err()).contains("has ended", "--email ada@example.org");
    }

    @Test
    void faults_of_the_server_name_the_request_and_strange_answers_end_with_4() {
        server.on("GET /deployments/plans", 500, "{\"error\":\"something broke\"}")
                .on("GET /deployments/regions", new Answer(200, "text/html", "<html>"))
                .on("GET /deployments/versions", new Answer(502, "text/html", "<html>"));
        assertThat(cli.run("catalog", "plans").endedWith(1).err()).contains("something broke (request request-");
        assertThat(cli.run("catalog", "regions").endedWith(4).err()).contains("speaks no JSON");
        assertThat(cli.run("catalog", "versions").endedWith(1).err()).contains("gave no reason (status 502)");
    }

    @Test
    void no_secret_is_shown_by_debug() {
        server.on("GET /deployments/plans", 200, "{\"plans\":[]}");
        Cli.Run run = cli.run("catalog", "plans", "--debug").done();
        assertThat(run.err()).contains("debug: POST", "debug: GET", "request-1").doesNotContain("s3cret", "first");
    }

    @Test
    void secrets_are_refused_on_the_command_line() {
        List<Cli.Run> runs = new ArrayList<>();
        for (String option : List.of("--secret=s3", "--client-secret=s3", "--password=s3", "--token=s3")) {
            runs.add(cli.run("login", "--url", server.address().toString(), option));
        }
        runs.add(cli.run("db", "list", "--password=s3"));
        assertThat(runs).allSatisfy(run -> assertThat(run.endedWith(2).err()).doesNotContain("s3 ", "=s3"));
        assertThat(runs.getFirst().err()).contains("a secret on the command line", "--secret-file");
        assertThat(server.requests()).isEmpty();
    }
}
