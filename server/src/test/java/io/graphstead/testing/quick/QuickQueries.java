package io.graphstead.testing.quick;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.graphstead.engine.Credentials;
import io.graphstead.engine.query.Cell;
import io.graphstead.engine.query.GraphPicture;
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

/**
 * What quick servers can be asked: {@code graph}, {@code rows N}, {@code echo WORDS}, {@code wait} (until it is cancelled or
 * its time is over), {@code put KEY VALUE}, {@code get KEY}. Readers may not ask {@code secret}.
 */
public final class QuickQueries implements Queries {
    @Override
    public Language language() {
        return new Language("Quick", "cypher", List.of("graph", "rows 3", "get answer"));
    }

    @Override
    public List<Query.Access> access() {
        return List.of(Query.Access.READ, Query.Access.WRITE);
    }

    @Override
    public List<Query.Mode> modes() {
        return List.of(Query.Mode.RUN, Query.Mode.EXPLAIN, Query.Mode.PROFILE);
    }

    @Override
    public List<String> databases(Reach reach, Credentials credentials, Duration limit) {
        return List.of();
    }

    @Override
    public Optional<String> unfitForReaders(String text) {
        return text.startsWith("secret")
                ? Optional.of("Your role reads only, and this tells secrets.")
                : Optional.empty();
    }

    @Override
    public Running prepare(Reach reach, Credentials credentials, Query query) {
        return new Run(reach, query);
    }

    private static final class Run implements Running {
        private final Reach reach;
        private final Query query;
        private final CountDownLatch cancelled = new CountDownLatch(1);

        Run(Reach reach, Query query) {
            this.reach = reach;
            this.query = query;
        }

        @Override
        public void cancel() {
            cancelled.countDown();
        }

        @Override
        public QueryAnswer answer() throws QueryFailed {
            String[] words = query.text().strip().split("\\s+", 2);
            String rest = words.length > 1 ? words[1] : "";
            if (query.mode() != Query.Mode.RUN) {
                return plan();
            }
            return switch (words[0]) {
                case "graph" -> graph();
                case "rows" -> rows(Integer.parseInt(rest));
                case "echo" -> answer("said", List.of(rest), Optional.empty());
                case "wait" -> waited();
                case "put", "get" -> asked();
                default ->
                    throw new QueryFailed(
                            Why.REFUSED,
                            "Quick.SyntaxError",
                            "Unknown word \"" + words[0] + "\" (line 1, column 1)\n" + query.text(),
                            Optional.of(new Position(1, 1)));
            };
        }

        private QueryAnswer waited() throws QueryFailed {
            try {
                if (cancelled.await(query.limits().time().toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new QueryFailed(Why.CANCELLED, "It was cancelled.");
                }
                throw new QueryFailed(Why.TOO_LONG, "It took too long.");
            } catch (InterruptedException e) {
                throw new QueryFailed(Why.NO_ANSWER, "interrupted");
            }
        }

        private QueryAnswer asked() throws QueryFailed {
            if (query.text().startsWith("put") && query.access() == Query.Access.READ) {
                throw new QueryFailed(Why.REFUSED, "Quick.ReadOnly", "This session reads only.", Optional.empty());
            }
            try {
                return answer(
                        "answer", List.of(QuickClient.ask(reach, query.text().strip())), Optional.empty());
            } catch (IOException e) {
                throw new QueryFailed(Why.NO_ANSWER, e.toString());
            }
        }

        private QueryAnswer rows(int wanted) {
            List<String> rows = new ArrayList<>();
            for (int i = 1; i <= Math.min(wanted, query.limits().rows()); i++) {
                rows.add("row " + i);
            }
            return answer(
                    "row",
                    rows,
                    wanted > rows.size() ? Optional.of(Shortening.rowsCut(rows.size())) : Optional.empty());
        }

        private QueryAnswer graph() {
            GraphPicture.Painter painter = new GraphPicture.Painter();
            for (String name : List.of("Ada", "Grace", "Alan")) {
                painter.node(
                        new GraphPicture.Node(name, "Person", name, Map.of("name", '"' + name + '"', "born", "1900")));
            }
            painter.node(new GraphPicture.Node("c", "Company", "Engines Ltd", Map.of("name", "\"Engines Ltd\"")));
            painter.edge(new GraphPicture.Edge("1", "Ada", "Grace", "KNOWS", Map.of("since", "1842")));
            painter.edge(new GraphPicture.Edge("2", "Grace", "Alan", "KNOWS", Map.of()));
            painter.edge(new GraphPicture.Edge("3", "Ada", "c", "WORKS_AT", Map.of()));
            QueryAnswer rows = answer(
                    "person", List.of("(:Person {name: \"Ada\"})", "(:Person {name: \"Grace\"})"), Optional.empty());
            return new QueryAnswer(
                    rows.columns(),
                    rows.rows(),
                    Optional.empty(),
                    painter.picture(),
                    Optional.empty(),
                    List.of(),
                    List.of());
        }

        private QueryAnswer plan() {
            boolean ran = query.mode() == Query.Mode.PROFILE;
            OptionalLong done = ran ? OptionalLong.of(12) : OptionalLong.empty();
            PlanStep scan = new PlanStep("NodeByLabelScan", "n:Person", OptionalLong.of(10), done, done, List.of());
            PlanStep all = new PlanStep("ProduceResults", "n", OptionalLong.of(10), done, done, List.of(scan));
            return new QueryAnswer(
                    List.of("n"),
                    List.of(),
                    Optional.empty(),
                    new GraphPicture(List.of(), List.of(), true),
                    Optional.of(all),
                    List.of(),
                    List.of());
        }

        private static QueryAnswer answer(String column, List<String> rows, Optional<String> cut) {
            return new QueryAnswer(
                    List.of(column),
                    rows.stream()
                            .map(row -> List.of(new Cell(row, JsonNodeFactory.instance.textNode(row))))
                            .toList(),
                    cut,
                    new GraphPicture(List.of(), List.of(), true),
                    Optional.empty(),
                    List.of(),
                    List.of());
        }
    }
}
