package io.graphstead.engine.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.graphstead.engine.Credentials;
import io.graphstead.engine.Version;
import io.graphstead.engine.query.Queries;
import io.graphstead.engine.query.Query;
import io.graphstead.engine.query.Query.Access;
import io.graphstead.engine.query.Query.Mode;
import io.graphstead.engine.query.QueryAnswer;
import io.graphstead.engine.query.QueryFailed;
import io.graphstead.engine.query.QueryFailed.Why;
import io.graphstead.testing.RealNeo4j;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries of people on real servers of every line. */
@Tag("slow")
class Neo4jQueriesTest {
    private static final Credentials FIRST = new Credentials("neo4j", "v3ryS3cret_first-Password");
    private static final Queries QUERIES = Neo4jQueries.INSTANCE;
    /** It looks at data again and again: 4.4 sees only there that a query is to end. */
    private static final String ENDLESS = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b"
            + " MATCH (n:Person {born: -a - b}) RETURN count(*)";

    @TempDir
    Path folder;

    static Stream<Version> versions() {
        return RealNeo4j.VERSIONS.stream();
    }

    private static Query query(String text, Access access, Mode mode, int rows, long bytes, Duration time) {
        return new Query(UUID.randomUUID().toString(), text, access, mode, "", new Query.Limits(rows, bytes, time));
    }

    private static QueryAnswer ask(RealNeo4j server, String text, Access access) throws QueryFailed {
        return ask(server, query(text, access, Mode.RUN, 100, 2 << 20, Duration.ofSeconds(60)));
    }

    private static QueryAnswer ask(RealNeo4j server, Query query) throws QueryFailed {
        return QUERIES.prepare(server.bolt(), FIRST, query).answer();
    }

    private static QueryFailed failure(RealNeo4j server, String text, Access access) {
        try {
            ask(server, text, access);
            throw new AssertionError(text + " was answered");
        } catch (QueryFailed e) {
            return e;
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void people_ask_servers_of_every_line(Version version) throws Exception {
        try (RealNeo4j server = RealNeo4j.startNew(version, FIRST, folder).awaitReady(FIRST)) {
            QueryAnswer made = ask(
                    server,
                    "CREATE (a:Person {name: 'Ada', born: 1815})-[r:KNOWS {since: 1842}]->(c:Person {name: 'Charles'})"
                            + " RETURN a, r, c",
                    Access.WRITE);
            assertThat(made.changes()).contains("2 nodes created", "1 relationship created");
            assertThat(made.columns()).containsExactly("a", "r", "c");
            assertThat(made.rows().getFirst().getFirst().text()).contains(":Person", "name: \"Ada\"", "born: 1815");

            QueryAnswer path = ask(server, "MATCH p = (:Person)-[:KNOWS]->(:Person) RETURN p", Access.READ);
            assertThat(path.picture().nodes()).extracting("caption").containsExactlyInAnyOrder("Ada", "Charles");
            assertThat(path.picture().edges())
                    .singleElement()
                    .extracting("kind")
                    .isEqualTo("KNOWS");
            assertThat(path.rows().getFirst().getFirst().text()).contains(")-[:KNOWS {since: 1842}]->(");

            readersWriteNothing(server);
            errorsSayWhere(server, version);
            answersAreBounded(server);
            plansAreTold(server);
            itIsEndedAtTheServer(server);
            tooLongIsEnded(server);
            assertThatThrownBy(() -> QUERIES.prepare(
                                    server.bolt(),
                                    new Credentials("neo4j", "another"),
                                    query("RETURN 1", Access.READ, Mode.RUN, 1, 1 << 20, Duration.ofSeconds(5)))
                            .answer())
                    .isInstanceOfSatisfying(
                            QueryFailed.class, e -> assertThat(e.why()).isEqualTo(Why.PASSWORD));
        }
    }

    private static void readersWriteNothing(RealNeo4j server) throws QueryFailed {
        for (String writing : new String[] {
            "CREATE (n:Intruder) RETURN n",
            "MATCH (n) DETACH DELETE n",
            "MATCH (n:Person) SET n.seen = true",
            "CREATE INDEX seen FOR (n:Person) ON (n.seen)",
            "CALL db.createLabel('Intruder')",
            "MATCH (n) CALL { WITH n SET n.x = 1 } RETURN n",
        }) {
            QueryFailed refused = failure(server, writing, Access.READ);
            assertThat(refused.why()).as(writing).isEqualTo(Why.REFUSED);
        }
        QueryAnswer left = ask(server, "MATCH (n) RETURN count(n) AS all, count(n.seen) AS seen", Access.READ);
        assertThat(left.rows().getFirst()).extracting("text").containsExactly("2", "0");
        assertThat(ask(server, "SHOW INDEXES YIELD name WHERE name = 'seen' RETURN name", Access.READ)
                        .rows())
                .isEmpty();
    }

    private static void errorsSayWhere(RealNeo4j server, Version version) {
        QueryFailed wrong = failure(server, "MATCH (n)\nRETRN n", Access.READ);
        assertThat(wrong.why()).isEqualTo(Why.REFUSED);
        assertThat(wrong.code()).isEqualTo("Neo.ClientError.Statement.SyntaxError");
        assertThat(wrong.position()).get().extracting("line").isEqualTo(2);
        assertThatThrownBy(() ->
                        ask(server, query("RETRN 1", Access.READ, Mode.EXPLAIN, 1, 1 << 20, Duration.ofSeconds(5))))
                .isInstanceOfSatisfying(
                        QueryFailed.class,
                        e -> assertThat(e.position())
                                .as(e.words())
                                .get()
                                .extracting("column")
                                // 4.4 names the letter from which on it does not understand.
                                .isEqualTo(version.major() == 4 ? 4 : 1));
    }

    private static void answersAreBounded(RealNeo4j server) throws QueryFailed {
        QueryAnswer cut = ask(
                server,
                query(
                        "UNWIND range(1, 1000000) AS n RETURN n",
                        Access.READ,
                        Mode.RUN,
                        25,
                        2 << 20,
                        Duration.ofSeconds(60)));
        assertThat(cut.rows()).hasSize(25);
        assertThat(cut.cut()).get().asString().contains("first 25 rows");

        QueryAnswer whole = ask(server, "UNWIND range(1, 100) AS n RETURN n", Access.READ);
        assertThat(whole.rows()).hasSize(100);
        assertThat(whole.cut()).isEmpty();

        QueryAnswer large = ask(
                server,
                query(
                        "UNWIND [1, 2] AS n RETURN CASE n WHEN 1 THEN [1] ELSE range(1, 3000000) END AS numbers",
                        Access.READ,
                        Mode.RUN,
                        100,
                        1 << 20,
                        Duration.ofSeconds(60)));
        assertThat(large.cut())
                .as("one row of it is larger than all that is taken")
                .isPresent();

        QueryAnswer shortened = ask(
                server,
                "RETURN range(1, 500) AS list, reduce(s = '', n IN range(1, 3000) | s + 'ab') AS text",
                Access.READ);
        assertThat(shortened.rows().getFirst())
                .extracting("text")
                .anySatisfy(text -> assertThat((String) text).contains("… 400 more"));
        assertThat(shortened.rows().getFirst().getLast().text()).contains("6,000 characters");
    }

    private static void plansAreTold(RealNeo4j server) throws QueryFailed {
        QueryAnswer explained = ask(
                server,
                query("MATCH (n:Person) RETURN n", Access.READ, Mode.EXPLAIN, 100, 1 << 20, Duration.ofSeconds(60)));
        assertThat(explained.rows()).isEmpty();
        assertThat(explained.plan()).get().extracting("operator").isEqualTo("ProduceResults");
        QueryAnswer profiled = ask(
                server,
                query("MATCH (n:Person) RETURN n", Access.READ, Mode.PROFILE, 100, 1 << 20, Duration.ofSeconds(60)));
        assertThat(profiled.rows()).hasSize(2);
        assertThat(profiled.plan().orElseThrow().rows()).hasValue(2);
    }

    private static void itIsEndedAtTheServer(RealNeo4j server) throws Exception {
        Query query = query(ENDLESS, Access.READ, Mode.RUN, 1, 1 << 20, Duration.ofMinutes(5));
        Queries.Running running = QUERIES.prepare(server.bolt(), FIRST, query);
        CompletableFuture<QueryAnswer> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return running.answer();
            } catch (QueryFailed e) {
                throw new IllegalStateException(e);
            }
        });
        await("it runs").atMost(Duration.ofSeconds(30)).until(() -> runs(server));
        running.cancel();
        assertThatThrownBy(() -> answer.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .rootCause()
                .isInstanceOfSatisfying(
                        QueryFailed.class, e -> assertThat(e.why()).isEqualTo(Why.CANCELLED));
        await("the server works on it no more").atMost(Duration.ofSeconds(30)).until(() -> !runs(server));
    }

    private static boolean runs(RealNeo4j server) throws QueryFailed {
        return ask(server, "SHOW TRANSACTIONS YIELD currentQuery", Access.READ).rows().stream()
                .anyMatch(row -> row.getFirst().text().contains("1000000"));
    }

    private static void tooLongIsEnded(RealNeo4j server) throws QueryFailed {
        assertThatThrownBy(() -> ask(server, query(ENDLESS, Access.READ, Mode.RUN, 1, 1 << 20, Duration.ofSeconds(1))))
                .isInstanceOfSatisfying(
                        QueryFailed.class, e -> assertThat(e.why()).isEqualTo(Why.TOO_LONG));
        await("the server works on it no more").atMost(Duration.ofSeconds(30)).until(() -> !runs(server));
    }
}
