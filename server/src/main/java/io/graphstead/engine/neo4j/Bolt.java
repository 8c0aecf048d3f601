package io.graphstead.engine.neo4j;

import io.graphstead.engine.CannotChangePassword;
import io.graphstead.engine.Credentials;
import io.graphstead.engine.Figures;
import io.graphstead.engine.Readiness;
import io.graphstead.runtime.Reach;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.Record;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.async.AsyncSession;
import org.neo4j.driver.async.ResultCursor;
import org.neo4j.driver.exceptions.SecurityException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a server something over Bolt. Keeps nothing: no connection, no thread. */
final class Bolt {
    private static final Logger LOG = LoggerFactory.getLogger(Bolt.class);

    /** Tells our own connections from those of clients. */
    static final String USER_AGENT = "graphstead";

    private static final Config CONFIG = Config.builder()
            .withoutEncryption()
            .withLogging(Logging.none())
            .withEventLoopThreads(1)
            .withMaxConnectionPoolSize(1)
            .withConnectionTimeout(5, TimeUnit.SECONDS)
            .withConnectionAcquisitionTimeout(5, TimeUnit.SECONDS)
            .withTelemetryDisabled(true)
            .withUserAgent(USER_AGENT)
            .build();

    private static final SessionConfig ON_SYSTEM = SessionConfig.forDatabase("system");

    /** What a server answers for a few seconds after three wrong passwords, to right ones too. */
    private static final String TOO_MANY_TRIES = "Neo.ClientError.Security.AuthenticationRateLimit";

    /** What became of a question that was not answered. */
    private enum Fate {
        LOST,
        REFUSED,
        LOCKED;

        static Fate of(Throwable cause) {
            if (!(cause instanceof SecurityException refused)) {
                return LOST;
            }
            return TOO_MANY_TRIES.equals(refused.code()) ? LOCKED : REFUSED;
        }
    }

    /** A question was not answered. */
    private static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;
        private final String why;
        private final Fate fate;

        NoAnswer(String why, Fate fate) {
            super(why);
            this.why = why;
            this.fate = fate;
        }
    }

    private Bolt() {}

    static Readiness ready(Reach reach, Credentials credentials, Duration limit) {
        try {
            ask(
                    reach,
                    credentials,
                    limit,
                    SessionConfig.defaultConfig(),
                    session -> session.runAsync("RETURN 1").thenCompose(ResultCursor::consumeAsync));
            return new Readiness.Ready();
        } catch (NoAnswer e) {
            // Refused credentials are an answer: somebody changed the password, and the server serves.
            return switch (e.fate) {
                case REFUSED -> new Readiness.ReadyForOthers();
                case LOCKED -> new Readiness.Locked();
                case LOST -> new Readiness.NotYet(e.why);
            };
        }
    }

    static void changePassword(Reach reach, Credentials credentials, String newPassword, Duration limit)
            throws CannotChangePassword {
        try {
            ask(
                    reach,
                    credentials,
                    limit,
                    ON_SYSTEM,
                    session -> session.runAsync(
                                    "ALTER CURRENT USER SET PASSWORD FROM $old TO $new",
                                    Map.of("old", credentials.password(), "new", newPassword))
                            .thenCompose(ResultCursor::consumeAsync));
        } catch (NoAnswer e) {
            throw new CannotChangePassword(
                    e.fate == Fate.REFUSED
                            ? "the password of " + credentials.username()
                                    + " that is known here is not valid any more: it was changed inside the database"
                            : e.why);
        }
    }

    static void checkpoint(Reach reach, Credentials credentials, Duration limit) {
        try {
            ask(
                    reach,
                    credentials,
                    limit,
                    SessionConfig.defaultConfig(),
                    session -> session.runAsync("CALL db.checkpoint()").thenCompose(ResultCursor::consumeAsync));
        } catch (NoAnswer e) {
            LOG.debug("no checkpoint before a snapshot: {}", e.why);
        }
    }

    /** Community Edition tells nobody how large its stores are, through no procedure and no MBean: tried on all lines. */
    static Optional<Figures> measure(Reach reach, Credentials credentials, Duration limit) {
        try {
            Record connections = ask(
                    reach,
                    credentials,
                    limit,
                    SessionConfig.defaultConfig(),
                    session -> session.runAsync(
                                    "CALL dbms.listConnections() YIELD userAgent"
                                            + " WHERE userAgent IS NULL OR userAgent <> $own RETURN count(*) AS connections",
                                    Map.of("own", USER_AGENT))
                            .thenCompose(ResultCursor::singleAsync));
            return Optional.of(
                    new Figures(OptionalLong.of(connections.get("connections").asLong()), OptionalLong.empty()));
        } catch (NoAnswer e) {
            return Optional.empty();
        }
    }

    /** Ends the transaction that has this mark; whether there was one. */
    static boolean terminate(Reach reach, Credentials credentials, String mark, String id, Duration limit) {
        try {
            List<Record> found = ask(
                    reach,
                    credentials,
                    limit,
                    SessionConfig.defaultConfig(),
                    session -> session.runAsync(
                                    "SHOW TRANSACTIONS YIELD transactionId, metaData WHERE metaData[$mark] = $id"
                                            + " RETURN transactionId",
                                    Map.of("mark", mark, "id", id))
                            .thenCompose(ResultCursor::listAsync));
            for (Record each : found) {
                ask(
                        reach,
                        credentials,
                        limit,
                        SessionConfig.defaultConfig(),
                        session -> session.runAsync(
                                        "TERMINATE TRANSACTIONS $id",
                                        Map.of("id", each.get("transactionId").asString()))
                                .thenCompose(ResultCursor::consumeAsync));
            }
            return !found.isEmpty();
        } catch (NoAnswer e) {
            LOG.debug("a query could not be ended: {}", e.why);
            return false;
        }
    }

    private static <T> T ask(
            Reach reach,
            Credentials credentials,
            Duration limit,
            SessionConfig on,
            Function<AsyncSession, CompletionStage<T>> question)
            throws NoAnswer {
        long deadline = System.nanoTime() + limit.toNanos();
        // While a server starts nothing listens: found out without building a driver.
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(reach.host(), reach.port()), (int) Math.max(1, limit.toMillis()));
        } catch (IOException e) {
            throw new NoAnswer("nothing listens on port " + reach.port() + " yet", Fate.LOST);
        }
        Driver driver = GraphDatabase.driver(
                "bolt://" + host(reach) + ":" + reach.port(),
                AuthTokens.basic(credentials.username(), credentials.password()),
                CONFIG);
        try {
            CompletionStage<T> answer = question.apply(driver.session(AsyncSession.class, on));
            return answer.toCompletableFuture().get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new NoAnswer("no answer to a query within " + limit.toMillis() + " ms", Fate.LOST);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new NoAnswer("a query was answered with: " + cause.getMessage(), Fate.of(cause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("asking was interrupted", Fate.LOST);
        } finally {
            driver.closeAsync();
        }
    }

    static String host(Reach reach) {
        return reach.host().contains(":") ? "[" + reach.host() + "]" : reach.host();
    }
}
