package io.graphstead.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.blackbox.BlackBoxTarget.Choice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the vendor's tutorials do, by a client that knows only what they know: a token by a raw header with no body, deploy,
 * poll the status until it is {@code running}, read {@code servers[0].address}, suspend, resume, destroy, poll until 404. On
 * every family of paths and with every engine that is there.
 */
@Tag("blackbox")
@Tag("slow")
@ExtendWith(BlackBox.class)
class TypeDbTutorialTest {
    private final BlackBoxTarget target;
    private final Http http;
    private final TypeDbClient anyone;

    TypeDbTutorialTest(BlackBoxTarget target, Http http, TypeDbClient anyone) {
        this.target = target;
        this.http = http;
        this.anyone = anyone;
    }

    @TestFactory
    Stream<DynamicTest> a_tutorial_runs_to_its_end(@TempDir Path home) {
        List<DynamicTest> all = new ArrayList<>();
        for (String version : Choice.clusterVersions(http)) {
            for (String family : TypeDbShapesTest.families(target)) {
                String id = "tutorial-" + all.size();
                all.add(DynamicTest.dynamicTest(
                        version + " " + family, () -> new Walk(home, family, id).from(version)));
            }
        }
        assertThat(all).hasSizeGreaterThanOrEqualTo(3);
        return all.stream();
    }

    /** One life of one cluster. */
    private final class Walk {
        private final String family;
        private final String id;
        private final String token;

        Walk(Path home, String family, String id) throws Exception {
            this.family = family;
            this.id = id;
            this.token = token(home);
        }

        /** By the page's own curl: the POST has no body, no Content-Length and no Content-Type. */
        private String token(Path home) throws Exception {
            Curl.Printed printed = new Curl(target, home)
                    .run(
                            "typedb-token.sh",
                            Map.of(
                                    "https://cloud.typedb.com",
                                    target.url().toString(),
                                    "{CLIENT_ID}",
                                    target.typeDb().id(),
                                    "{CLIENT_SECRET}",
                                    target.typeDb().secret()));
            assertThat(printed.status()).isEqualTo(200);
            assertThat(printed.body()).as("the token alone").matches("[A-Za-z0-9_.-]+");
            return printed.body();
        }

        private Answer ask(String method, String path, String body) {
            Map<String, String> authorized = Map.of("Authorization", "Bearer " + token);
            return body.isEmpty()
                    ? http.send(method, family + path, authorized)
                    : http.send(
                            method,
                            family + path,
                            Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"),
                            body);
        }

        private JsonNode cluster(Answer answer, String status) {
            JsonNode cluster = answer.expect(200).json();
            ClusterShape.check(target, family, cluster);
            assertThat(cluster.get("status").asText()).isEqualTo(status);
            return cluster;
        }

        private JsonNode poll(String status) {
            return await(id + " to be " + status)
                    .atMost(Choice.patience())
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(250))
                    .until(
                            () -> {
                                JsonNode cluster =
                                        ask("GET", "/" + id, "").expect(200).json();
                                ClusterShape.check(target, family, cluster);
                                return cluster;
                            },
                            cluster -> cluster.get("status").asText().equals(status));
        }

        void from(String version) {
            JsonNode deployed = cluster(ask("POST", "/deploy", """
                    {"id":"%s","serverCount":1,"storageSizeGB":10,"provider":"aws","region":"eu-west-2","isFree":false,\
                    "machineType":"c7g.large","storageType":"gp2","version":"%s"}""".formatted(id, version)), "starting");
            assertThat(deployed.get("version").asText()).isEqualTo(version);
            try {
                live(version, deployed.get("servers").get(0).get("address").asText());
            } finally {
                destroy();
            }
        }

        private void live(String version, String address) {
            JsonNode running = poll("running");
            assertThat(running.get("servers").get(0).get("address").asText()).isEqualTo(address);
            assertThat(running.get("servers").get(0).get("status").asText()).isEqualTo("running");
            ConnectionAddress reached = new ConnectionAddress(target, address);
            reached.checkThatDriversAreAnswered(version);
            reached.checkThatHttpIsAnswered(version);
            JsonNode list = ask("GET", "", "").expect(200).json();
            assertThat(list.isArray()).as("a bare array").isTrue();
            assertThat(list).contains(running);

            cluster(ask("POST", "/" + id + "/suspend", ""), "suspending");
            assertThat(poll("suspended").get("servers")).isEmpty();
            assertThat(ask("POST", "/" + id + "/suspend", "").typeDbError(400)).isEqualTo("WRONG_STATE");

            JsonNode resuming = cluster(ask("POST", "/" + id + "/resume", ""), "resuming");
            assertThat(resuming.get("servers").get(0).get("address").asText()).isEqualTo(address);
            assertThat(poll("running").get("servers").get(0).get("address").asText())
                    .isEqualTo(address);
            reached.checkThatDriversAreAnswered(version);
            assertThat(ask("POST", "/" + id + "/resume", "").typeDbError(400)).isEqualTo("WRONG_STATE");
        }

        private void destroy() {
            String cluster = "/" + id;
            ask("DELETE", cluster, "").expect(200);
            Answer after = ask("POST", cluster + "/suspend", "");
            assertThat(after.status())
                    .as("while destroying, or gone: %s", after.text())
                    .isIn(400, 404);
            await(id + " to be gone")
                    .atMost(Choice.patience())
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(250))
                    .until(() -> ask("GET", cluster, "").status() == 404);
            assertThat(anyone.get(family).expect(200).text()).doesNotContain("\"" + id + "\"");
        }
    }
}
