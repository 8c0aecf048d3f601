package io.graphstead.bench;

import io.graphstead.engine.Credentials;
import io.graphstead.engine.Version;
import io.graphstead.engine.neo4j.Neo4jEngine;
import io.graphstead.gateway.Speech;
import io.graphstead.platform.tls.TestAuthority;
import io.graphstead.testing.Drivers;
import io.graphstead.testing.RealNeo4j;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;

/**
 * Results of 1 MB of a real Neo4j, with its own driver: through the gateway, beside a direct connection to the same server,
 * which does its own TLS then, in turn.
 */
final class GatewayBeforeNeo4j {
    private static final String NAME = "gateway-neo4j";
    private static final int ROUNDS = 7;
    private static final Duration ROUND = Duration.ofSeconds(4);
    private static final int CLIENTS = 4;
    private static final int RECORDS = 1024;
    private static final String RESULT = "UNWIND range(1, $records) AS i RETURN $kilobyte AS text";
    private static final Map<String, Object> PARAMETERS = Map.of("records", RECORDS, "kilobyte", "x".repeat(1024));

    private final Version version = RealNeo4j.VERSIONS.getFirst();
    private final Credentials first = new Neo4jEngine().firstUser("bench-password-1");
    private final TestAuthority authority = new TestAuthority();

    List<Figure> measure(Path folder) throws IOException, InterruptedException {
        Path keys = folder.resolve("keys");
        authority.writeIdentity(keys.resolve("private.key"), keys.resolve("public.crt"));
        RealNeo4j.seed(version, first, folder);
        try (RealNeo4j server = RealNeo4j.startOtherwise(version, folder, ours -> encryptedToo(ours, keys))
                        .awaitReady(first);
                GatewayInFront gateway = new GatewayInFront(
                        new InetSocketAddress(
                                GatewayInFront.LOOPBACK, server.bolt().port()),
                        Speech.NEO4J,
                        authority.forConnections(List.of()),
                        1000);
                Driver direct = driver(server.bolt().port());
                Driver through = driver(gateway.port())) {
            return List.of(share(direct, through));
        }
    }

    /** One port takes both: the gateway's plain connections, and the direct ones. */
    private static String encryptedToo(String configuration, Path keys) {
        return configuration.replace("bolt.tls_level=DISABLED", "bolt.tls_level=OPTIONAL")
                + "dbms.ssl.policy.bolt.enabled=true\ndbms.ssl.policy.bolt.base_directory=" + keys + "\n";
    }

    private Figure share(Driver direct, Driver through) throws InterruptedException {
        Samples share = new Samples();
        perSecond(direct);
        perSecond(through);
        for (int round = 0; round < ROUNDS; round++) {
            double bare = perSecond(direct);
            share.add(perSecond(through) / bare);
        }
        return share.figureAtLeast(NAME, "results of 1 MB, share of direct", 0.9);
    }

    private Driver driver(int port) {
        return Drivers.plainly("bolt+ssc://127.0.0.1:" + port, first.username(), first.password());
    }

    private static double perSecond(Driver driver) throws InterruptedException {
        long end = System.nanoTime() + ROUND.toNanos();
        Callable<Integer> client = () -> {
            int count = 0;
            try (Session session = driver.session()) {
                while (System.nanoTime() < end) {
                    if (session.run(RESULT, PARAMETERS).list().size() != RECORDS) {
                        throw new IllegalStateException("the result is not whole");
                    }
                    count++;
                }
            }
            return count;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            int all = 0;
            for (Future<Integer> each : threads.invokeAll(List.of(client, client, client, client))) {
                all += each.get();
            }
            return all / (double) ROUND.toSeconds();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }
}
