package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.api.TestServer.Answer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

/** Something is deleted while something else is put into it: one of both happens, and the other is told so. */
class DeletionRacesTest {
    private static TestServer server;
    private static String admin;

    private final String organization = server.anOrganization();

    @BeforeAll
    static void start() {
        server = TestServer.startWithFleet();
        admin = server.adminToken();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Both answers, asked for at the same moment. */
    private static List<Answer> together(Callable<Answer> one, Callable<Answer> other) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Answer> first = threads.submit(() -> {
                barrier.await();
                return one.call();
            });
            Future<Answer> second = threads.submit(() -> {
                barrier.await();
                return other.call();
            });
            return List.of(first.get(), second.get());
        }
    }

    @RepeatedTest(5)
    void a_database_in_an_environment_that_is_deleted() throws Exception {
        String environment = server.anEnvironment(organization);
        String path = "/deployments/environments/" + environment;
        List<Answer> answers = together(
                () -> server.send("DELETE", path, admin, ""),
                () -> server.send(
                        "POST",
                        "/deployments/databases/graphmemory",
                        admin,
                        "{\"environmentId\": \"" + environment + "\", \"name\": \"race\", \"plan\": \"m1\"}"));
        boolean deleted = answers.getFirst().status() == 204;
        assertThat(answers.getFirst().status()).as(answers.toString()).isIn(204, 400);
        assertThat(answers.getLast().status()).as(answers.toString()).isIn(deleted ? List.of(400, 404) : List.of(202));
        assertThat(server.send("GET", path, admin, "").status()).isEqualTo(deleted ? 404 : 200);
    }

    @RepeatedTest(5)
    void a_grant_on_an_environment_that_is_deleted() throws Exception {
        String environment = server.anEnvironment(organization);
        List<Answer> answers = together(
                () -> server.send("DELETE", "/deployments/environments/" + environment, admin, ""),
                () -> server.send(
                        "POST",
                        "/organizations/" + organization + "/api-clients",
                        admin,
                        "{\"label\": \"x\", \"grants\": [{\"environmentId\": \"" + environment + "\"}]}"));
        assertThat(answers.getFirst().status()).as(answers.toString()).isEqualTo(204);
        assertThat(answers.getLast().status()).as(answers.toString()).isIn(201, 400);
        assertThat(server.send("GET", "/organizations/" + organization + "/api-clients", admin, "")
                        .text())
                .as("no grant on what is gone is left")
                .doesNotContain(environment);
    }

    @RepeatedTest(5)
    void an_environment_or_a_client_in_an_organization_that_is_deleted() throws Exception {
        List<Answer> environments = together(
                () -> server.send("DELETE", "/organizations/" + organization, admin, ""),
                () -> server.send(
                        "POST",
                        "/deployments/environments",
                        admin,
                        "{\"label\": \"x\", \"organizationId\": \"" + organization + "\", \"region\": \"eu-west-1\"}"));
        boolean deleted = environments.getFirst().status() == 204;
        assertThat(environments.getFirst().status()).as(environments.toString()).isIn(204, 400);
        assertThat(environments.getLast().status())
                .as(environments.toString())
                .isIn(deleted ? List.of(400, 404) : List.of(201));

        String other = server.anOrganization();
        List<Answer> clients = together(
                () -> server.send("DELETE", "/organizations/" + other, admin, ""),
                () -> server.send(
                        "POST",
                        "/organizations/" + other + "/api-clients",
                        admin,
                        "{\"label\": \"x\", \"grants\": [{\"organizationId\": \"" + other
                                + "\", \"role\": \"administrator\"}]}"));
        assertThat(clients.getFirst().status()).as(clients.toString()).isEqualTo(204);
        assertThat(clients.getLast().status()).as(clients.toString()).isIn(201, 400, 404);
        assertThat(server.send("GET", "/organizations/" + other, admin, "").status())
                .isEqualTo(404);
    }
}
