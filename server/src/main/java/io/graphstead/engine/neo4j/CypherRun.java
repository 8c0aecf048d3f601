package io.graphstead.engine.neo4j;

import io.graphstead.engine.Credentials;
import io.graphstead.engine.query.Cell;
import io.graphstead.engine.query.PlanStep;
import io.graphstead.engine.query.Queries;
import io.graphstead.engine.query.Query;
import io.graphstead.engine.query.QueryAnswer;
import io.graphstead.engine.query.QueryFailed;
import io.graphstead.engine.query.QueryFailed.Position;
import io.graphstead.engine.query.QueryFailed.Why;
import io.graphstead.engine.query.Shortening;
import io.graphstead.runtime.Reach;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.neo4j.driver.AccessMode;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.Record;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.Value;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.ClientException;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.summary.Plan;
import org.neo4j.driver.summary.ProfiledPlan;
import org.neo4j.driver.summary.ResultSummary;
import org.neo4j.driver.summary.SummaryCounters;

/** One query of a person at one server. Its transaction carries the query's id, by which it is found when it is called off. */
final class CypherRun implements Queries.Running {
    private static final Duration TO_CANCEL = Duration.ofSeconds(10);
    private static final String MARK = "graphstead";
    private static final int ROWS_AT_ONCE = 50;
    private static final Pattern PLACE = Pattern.compile("\\(line (\\d+), column (\\d+) \\(offset: (\\d+)\\)\\)");

    private final Reach reach;
    private final Credentials credentials;
    private final Query query;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean cancelled;

    CypherRun(Reach reach, Credentials credentials, Query query) {
        this.reach = reach;
        this.credentials = credentials;
        this.query = query;
    }

    @Override
    public QueryAnswer answer() throws QueryFailed {
        try (BoundedRelay relay = new BoundedRelay(reach, query.limits().bytes());
                Driver driver = driver(relay.entrance());
                Session session = driver.session(onlyWhatItMay())) {
            return answer(session, relay);
        } catch (Neo4jException e) {
            throw failure(e);
        } catch (IOException e) {
            throw new QueryFailed(
                    Why.NO_ANSWER, "nothing could be opened to reach the database through: " + e.getMessage());
        } finally {
            ended.countDown();
        }
    }

    private Driver driver(Reach entrance) {
        return GraphDatabase.driver(
                "bolt://" + Bolt.host(entrance) + ":" + entrance.port(),
                AuthTokens.basic(credentials.username(), credentials.password()),
                Config.builder()
                        .withoutEncryption()
                        .withLogging(Logging.none())
                        .withEventLoopThreads(1)
                        .withMaxConnectionPoolSize(1)
                        .withFetchSize(ROWS_AT_ONCE)
                        .withConnectionTimeout(5, TimeUnit.SECONDS)
                        .withConnectionAcquisitionTimeout(10, TimeUnit.SECONDS)
                        .withTelemetryDisabled(true)
                        .withUserAgent(Bolt.USER_AGENT)
                        .build());
    }

    /** The server holds a session to what it was opened for. */
    private SessionConfig onlyWhatItMay() {
        return SessionConfig.builder()
                .withDefaultAccessMode(query.access() == Query.Access.READ ? AccessMode.READ : AccessMode.WRITE)
                .build();
    }

    private QueryAnswer answer(Session session, BoundedRelay relay) throws QueryFailed {
        CypherValues values = new CypherValues();
        List<List<Cell>> rows = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        try {
            if (cancelled) {
                throw calledOff();
            }
            Result result = session.run(
                    prefix() + query.text(),
                    Map.of(),
                    TransactionConfig.builder()
                            .withTimeout(query.limits().time())
                            .withMetadata(Map.of(MARK, query.id()))
                            .build());
            columns.addAll(result.keys());
            Optional<String> cut = take(result, values, rows);
            ResultSummary summary = result.consume();
            return new QueryAnswer(
                    columns,
                    rows,
                    cut,
                    values.picture(),
                    plan(summary),
                    changes(summary.counters()),
                    summary.notifications().stream()
                            .map(each -> Shortening.text(each.title() + ": " + each.description(), 500))
                            .toList());
        } catch (Neo4jException e) {
            if (relay.isFull() && query.access() == Query.Access.READ) {
                return new QueryAnswer(
                        columns,
                        rows,
                        Optional.of(Shortening.bytesCut(rows.size())),
                        values.picture(),
                        Optional.empty(),
                        List.of(),
                        List.of());
            }
            if (relay.isFull()) {
                throw new QueryFailed(
                        Why.TOO_LONG,
                        "The answer is larger than this page takes, so it was broken off, and it is not known whether its"
                                + " changes were made. Return less.");
            }
            throw failure(e);
        }
    }

    private String prefix() {
        return query.mode() == Query.Mode.RUN ? "" : query.mode().name() + " ";
    }

    private Optional<String> take(Result result, CypherValues values, List<List<Cell>> rows) {
        long characters = 0;
        while (result.hasNext()) {
            if (rows.size() == query.limits().rows()) {
                return Optional.of(Shortening.rowsCut(rows.size()));
            }
            if (characters > Shortening.ANSWER) {
                return Optional.of(Shortening.bytesCut(rows.size()));
            }
            Record record = result.next();
            List<Cell> row = record.values().stream().map(values::cell).toList();
            characters += row.stream()
                    .mapToLong(cell ->
                            cell.text().length() + cell.json().toString().length())
                    .sum();
            rows.add(row);
        }
        return Optional.empty();
    }

    private QueryFailed failure(Neo4jException e) {
        if (cancelled) {
            return calledOff();
        }
        if (e instanceof AuthenticationException) {
            return new QueryFailed(
                    Why.PASSWORD,
                    "The database does not take the password that is known here: it was changed inside of the database.");
        }
        String code = String.valueOf(e.code());
        if (code.contains("TransactionTimedOut")) {
            return new QueryFailed(
                    Why.TOO_LONG,
                    code,
                    "It took longer than " + query.limits().time().toSeconds() + " s and was ended.",
                    Optional.empty());
        }
        boolean itsOwn = e instanceof ClientException || code.startsWith("Neo.");
        String words = Shortening.text(replaced(String.valueOf(e.getMessage())));
        return new QueryFailed(itsOwn ? Why.REFUSED : Why.NO_ANSWER, itsOwn ? code : "", words, position(words));
    }

    /** With places as they are in the text that was written, without what was put before it. */
    private String replaced(String message) {
        int before = prefix().length();
        return PLACE.matcher(message).replaceAll(place -> {
            int column = number(place, 2) - (number(place, 1) == 1 ? before : 0);
            int offset = number(place, 3) - before;
            return Matcher.quoteReplacement("(line " + place.group(1) + ", column " + Math.max(1, column) + " (offset: "
                    + Math.max(0, offset) + "))");
        });
    }

    private static Optional<Position> position(String words) {
        Matcher place = PLACE.matcher(words);
        return place.find()
                ? Optional.of(new Position(number(place.toMatchResult(), 1), number(place.toMatchResult(), 2)))
                : Optional.empty();
    }

    private static int number(MatchResult place, int group) {
        try {
            return Integer.parseInt(place.group(group));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    private static QueryFailed calledOff() {
        return new QueryFailed(Why.CANCELLED, "It was cancelled, and what it had changed was undone.");
    }

    @Override
    public void cancel() {
        cancelled = true;
        long end = System.nanoTime() + TO_CANCEL.toNanos();
        try {
            // It may be on its way there still, and not known to the server yet.
            while (!Bolt.terminate(reach, credentials, MARK, query.id(), TO_CANCEL)
                    && System.nanoTime() < end
                    && !ended.await(100, TimeUnit.MILLISECONDS)) {}
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<PlanStep> plan(ResultSummary summary) {
        if (summary.hasProfile()) {
            return Optional.of(step(summary.profile()));
        }
        return summary.hasPlan() ? Optional.of(step(summary.plan())) : Optional.empty();
    }

    private static PlanStep step(Plan plan) {
        Map<String, Value> arguments = plan.arguments();
        Value estimated = arguments.get("EstimatedRows");
        return new PlanStep(
                plan.operatorType().replaceFirst("@.*$", ""),
                Shortening.text(details(arguments), 300),
                estimated == null ? OptionalLong.empty() : OptionalLong.of(Math.round(estimated.asDouble(0))),
                plan instanceof ProfiledPlan profiled ? OptionalLong.of(profiled.records()) : OptionalLong.empty(),
                plan instanceof ProfiledPlan profiled ? OptionalLong.of(profiled.dbHits()) : OptionalLong.empty(),
                plan.children().stream().map(CypherRun::step).toList());
    }

    private static String details(Map<String, Value> arguments) {
        Value details = arguments.get("Details");
        return details == null ? "" : details.asString("");
    }

    private static List<String> changes(SummaryCounters counters) {
        List<String> changes = new ArrayList<>();
        change(changes, counters.nodesCreated(), "node", "created");
        change(changes, counters.nodesDeleted(), "node", "deleted");
        change(changes, counters.relationshipsCreated(), "relationship", "created");
        change(changes, counters.relationshipsDeleted(), "relationship", "deleted");
        change(changes, counters.propertiesSet(), "property value", "set");
        change(changes, counters.labelsAdded(), "label", "added");
        change(changes, counters.labelsRemoved(), "label", "removed");
        change(changes, counters.indexesAdded(), "index", "added");
        change(changes, counters.indexesRemoved(), "index", "removed");
        change(changes, counters.constraintsAdded(), "constraint", "added");
        change(changes, counters.constraintsRemoved(), "constraint", "removed");
        change(changes, counters.systemUpdates(), "administrative change", "made");
        return changes;
    }

    private static void change(List<String> changes, int count, String thing, String verb) {
        if (count > 0) {
            changes.add(
                    count + " " + (count == 1 ? thing : thing.endsWith("x") ? thing + "es" : thing + "s") + " " + verb);
        }
    }
}
