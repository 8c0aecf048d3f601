package io.graphstead.engine.neo4j;

import io.graphstead.engine.Credentials;
import io.graphstead.engine.Readiness;
import io.graphstead.runtime.Reach;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.async.AsyncSession;
import org.neo4j.driver.async.ResultCursor;
import org.neo4j.driver.exceptions.SecurityException;

/** Asks one query over Bolt, to see whether a server serves. Keeps nothing: no connection, no thread. */
final class BoltProbe {
    private static final Config CONFIG = Config.builder()
            .withoutEncryption()
            .withLogging(Logging.none())
            .withEventLoopThreads(1)
            .withMaxConnectionPoolSize(1)
            .withConnectionTimeout(5, TimeUnit.SECONDS)
            .withConnectionAcquisitionTimeout(5, TimeUnit.SECONDS)
            .withTelemetryDisabled(true)
            .withUserAgent("graphstead")
            .build();

    private BoltProbe() {}

    static Readiness ask(Reach reach, Credentials credentials, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        // While a server starts nothing listens: found out without building a driver.
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(reach.host(), reach.port()), (int) Math.max(1, limit.toMillis()));
        } catch (IOException e) {
            return new Readiness.NotYet("nothing listens on port " + reach.port() + " yet");
        }
        Driver driver = GraphDatabase.driver(
                "bolt://" + host(reach) + ":" + reach.port(),
                AuthTokens.basic(credentials.username(), credentials.password()),
                CONFIG);
        try {
            AsyncSession session = driver.session(AsyncSession.class);
            CompletionStage<?> answer = session.runAsync("RETURN 1").thenCompose(ResultCursor::consumeAsync);
            answer.toCompletableFuture().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return new Readiness.Ready();
        } catch (TimeoutException e) {
            return new Readiness.NotYet("no answer to a query within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            // Refused credentials are an answer: somebody changed the password, and the server serves.
            return cause instanceof SecurityException
                    ? new Readiness.ReadyForOthers()
                    : new Readiness.NotYet("a query was answered with: " + cause.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Readiness.NotYet("asking was interrupted");
        } finally {
            driver.closeAsync();
        }
    }

    private static String host(Reach reach) {
        return reach.host().contains(":") ? "[" + reach.host() + "]" : reach.host();
    }
}
