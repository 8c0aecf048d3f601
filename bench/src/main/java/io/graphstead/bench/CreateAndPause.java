package io.graphstead.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.engine.Credentials;
import io.graphstead.engine.Readiness;
import io.graphstead.engine.Version;
import io.graphstead.engine.neo4j.Neo4jEngine;
import io.graphstead.runtime.Reach;
import io.graphstead.testing.RealNeo4j;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * From the request for a Neo4j to its first Cypher answer, beside a bare start of the same version by hand; and how long a
 * pause takes. Engine installed, page cache warm.
 */
final class CreateAndPause {
    private static final String NAME = "create-and-pause";
    private static final int ROUNDS = 4;
    private static final Duration ASK_LIMIT = Duration.ofSeconds(5);

    private final Neo4jEngine engine = new Neo4jEngine();
    private final Version version = RealNeo4j.VERSIONS.getFirst();

    List<Figure> measure(Path folder) throws IOException, InterruptedException {
        Samples bare = new Samples();
        Samples ours = new Samples();
        Samples ratios = new Samples();
        Samples pauses = new Samples();
        try (BenchServer server = new BenchServer(folder)) {
            for (int round = 0; round <= ROUNDS; round++) {
                Duration bareStart = bareStart(folder.resolve("bare" + round));
                long begun = System.nanoTime();
                JsonNode made = server.create("graphneo", "ds1", "bench" + round);
                String id = made.path("database").path("id").asText();
                JsonNode credentials = server.api().get("/databases/" + id + "/credentials");
                awaitAnswerThroughTheGateway(credentials);
                Duration create = Duration.ofNanos(System.nanoTime() - begun);
                server.awaitOperation(made.path("operationId").asText());
                begun = System.nanoTime();
                server.command(id, "pause");
                Duration pause = Duration.ofNanos(System.nanoTime() - begun);
                server.delete(id);
                if (round > 0) {
                    // The first round installs the engine and warms the page cache.
                    bare.addSeconds(bareStart);
                    ours.addSeconds(create);
                    ratios.add(ours.at(round - 1) / bare.at(round - 1));
                    pauses.addSeconds(pause);
                }
            }
        }
        return List.of(
                bare.figure(NAME, "bare start to first answer, s", Double.POSITIVE_INFINITY),
                ours.figure(NAME, "create to first answer, s", Double.POSITIVE_INFINITY),
                ratios.figure(NAME, "create / bare start", 1.2),
                pauses.figure(NAME, "pause, s", 2.0));
    }

    private Duration bareStart(Path folder) throws IOException {
        Credentials first = engine.firstUser("bench-password-1");
        long begun = System.nanoTime();
        try (RealNeo4j server = RealNeo4j.startNew(version, first, folder)) {
            awaitAnswer(server.bolt(), first);
            return Duration.ofNanos(System.nanoTime() - begun);
        }
    }

    private static void awaitAnswerThroughTheGateway(JsonNode credentials) {
        long limit = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        String url = credentials.path("uri").asText().replaceFirst("neo4j\\+s:", "bolt+ssc:");
        while (System.nanoTime() < limit) {
            try (Driver driver = GraphDatabase.driver(
                    url,
                    AuthTokens.basic(
                            credentials.path("username").asText(),
                            credentials.path("password").asText()),
                    Config.builder().withLogging(Logging.none()).build())) {
                driver.verifyConnectivity();
                return;
            } catch (Neo4jException notYet) {
                continue;
            }
        }
        throw new IllegalStateException("no answer at " + url);
    }

    private void awaitAnswer(Reach bolt, Credentials credentials) {
        long limit = System.nanoTime() + Duration.ofMinutes(3).toNanos();
        while (!(engine.ask(bolt, credentials, ASK_LIMIT) instanceof Readiness.Ready)) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException("no answer at " + bolt);
            }
        }
    }
}
