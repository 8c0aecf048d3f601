package io.graphstead.engine.typedb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.graphstead.engine.Credentials;
import io.graphstead.engine.query.Queries;
import io.graphstead.engine.query.Query;
import io.graphstead.engine.query.Query.Access;
import io.graphstead.engine.query.QueryAnswer;
import io.graphstead.engine.query.QueryFailed;
import io.graphstead.engine.query.QueryFailed.Why;
import io.graphstead.runtime.Reach;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is asked over TypeDB's HTTP API, and how its answers are read: as the vendor describes both. */
class TypeQlQueriesTest {
    private static final Credentials ADMIN = new Credentials("admin", "right");
    private static final String ROW = """
            {"involvedBlocks":[0],"data":{
              "p":{"kind":"entity","iid":"0x01","type":{"kind":"entityType","label":"person"}},
              "e":{"kind":"relation","iid":"0x02","type":{"kind":"relationType","label":"employment"}},
              "n":{"kind":"attribute","value":"Ada","valueType":"string","type":{"kind":"attributeType","label":"name"}}}}""";
    private static final String ANSWER = """
            {"queryType":"read","answerType":"conceptRows","warning":null,"answers":[%s,%s],
             "query":{"blocks":[{"constraints":[
               {"tag":"links","relation":{"tag":"variable","id":"1"},"player":{"tag":"variable","id":"0"},
                "role":{"tag":"label","type":{"kind":"roleType","label":"employment:employee"}}},
               {"tag":"has","owner":{"tag":"variable","id":"0"},"attribute":{"tag":"variable","id":"2"}}]}],
              "variables":{"0":{"name":"p"},"1":{"name":"e"},"2":{"name":"n"}},"outputs":["0","1","2"]}}""".formatted(ROW, ROW);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        if (!path.equals("/v1/signin")) {
            asked.add(path + " " + body);
        }
        switch (path) {
            case "/v1/signin" -> send(exchange, body.contains("right") ? 200 : 401, "{\"token\":\"t\"}");
            case "/v1/databases" -> send(exchange, 200, "{\"databases\":[{\"name\":\"shop\"},{\"name\":\"blog\"}]}");
            case "/v1/transactions/open" -> send(exchange, 200, "{\"transactionId\":\"abc-1\"}");
            case "/v1/transactions/abc-1/query" -> query(exchange, body);
            case "/v1/transactions/abc-1/close" -> {
                closed.countDown();
                send(exchange, 200, "");
            }
            default -> send(exchange, 200, "");
        }
    }

    private void query(HttpExchange exchange, String body) throws IOException {
        if (body.contains("wait")) {
            try {
                closed.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            send(
                    exchange,
                    400,
                    "{\"code\":\"TSV13\",\"message\":\"The query was interrupted by a transaction close.\"}");
        } else if (body.contains("wrong")) {
            send(exchange, 400, "{\"code\":\"TQL0\",\"message\":\"[TQL0] TypeQL error\\n --> 2:3\\n wrong\"}");
        } else if (body.contains("insert")) {
            send(
                    exchange,
                    200,
                    "{\"queryType\":\"write\",\"answerType\":\"conceptRows\",\"answers\":[],\"query\":null}");
        } else if (body.contains("large")) {
            send(exchange, 200, "{\"answers\":\"" + "x".repeat(100_000) + "\"}");
        } else {
            send(exchange, 200, ANSWER);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private Reach reach() {
        return new Reach("127.0.0.1", server.getAddress().getPort());
    }

    private Queries.Running prepare(String text, Access access, int rows) {
        return TypeQlQueries.INSTANCE.prepare(
                reach(),
                ADMIN,
                new Query(
                        "1",
                        text,
                        access,
                        Query.Mode.RUN,
                        "shop",
                        new Query.Limits(rows, 50_000, Duration.ofSeconds(20))));
    }

    @Test
    void databases_are_chosen_by_name() throws Exception {
        assertThat(TypeQlQueries.INSTANCE.databases(reach(), ADMIN, Duration.ofSeconds(5)))
                .containsExactly("blog", "shop");
        assertThatThrownBy(() -> TypeQlQueries.INSTANCE.databases(
                        reach(), new Credentials("admin", "another"), Duration.ofSeconds(5)))
                .isInstanceOfSatisfying(
                        QueryFailed.class, e -> assertThat(e.why()).isEqualTo(Why.PASSWORD));
    }

    @Test
    void rows_are_read_with_what_joins_them() throws Exception {
        QueryAnswer answer = prepare("match $p isa person;", Access.READ, 100).answer();
        assertThat(answer.columns()).containsExactly("p", "e", "n");
        assertThat(answer.rows()).hasSize(2);
        assertThat(answer.rows().getFirst())
                .extracting("text")
                .containsExactly("person 0x01", "employment 0x02", "name \"Ada\"");
        assertThat(answer.picture().nodes()).extracting("kind").containsExactly("person", "employment", "name");
        assertThat(answer.picture().edges()).extracting("kind").containsExactly("employee", "has");
        assertThat(asked.getFirst()).contains("\"transactionType\":\"read\"", "\"databaseName\":\"shop\"", "20000");
        assertThat(asked.get(1)).contains("\"answerCountLimit\":101");
        assertThat(asked).noneMatch(each -> each.contains("/commit"));
        assertThat(asked.getLast()).contains("/close");
        assertThat(prepare("match $p isa person;", Access.READ, 1).answer().cut())
                .isPresent();
    }

    @Test
    void what_is_written_is_committed() throws Exception {
        QueryAnswer answer = prepare("insert $p isa person;", Access.WRITE, 100).answer();
        assertThat(answer.changes()).containsExactly("the changes were committed");
        assertThat(asked).anyMatch(each -> each.contains("/commit"));
        assertThat(asked.get(1)).doesNotContain("answerCountLimit");
    }

    @Test
    void errors_are_the_engines_own_with_their_place() {
        assertThatThrownBy(() -> prepare("match\n wrong", Access.READ, 1).answer())
                .isInstanceOfSatisfying(QueryFailed.class, e -> {
                    assertThat(e.code()).isEqualTo("TQL0");
                    assertThat(e.position()).hasValue(new QueryFailed.Position(2, 3));
                });
        assertThatThrownBy(() -> prepare("large", Access.READ, 1).answer())
                .isInstanceOfSatisfying(
                        QueryFailed.class, e -> assertThat(e.words()).contains("too large for a page"));
    }

    @Test
    void cancelling_closes_the_transaction() {
        Queries.Running running = prepare("wait", Access.READ, 1);
        CompletableFuture<Why> ended = CompletableFuture.supplyAsync(() -> {
            try {
                running.answer();
                throw new AssertionError("it was answered");
            } catch (QueryFailed e) {
                return e.why();
            }
        });
        await("it runs").until(() -> asked.stream().anyMatch(each -> each.contains("wait")));
        running.cancel();
        assertThat(ended.join()).isEqualTo(Why.CANCELLED);
    }
}
