package io.graphstead.engine.neo4j;

import io.graphstead.engine.Credentials;
import io.graphstead.engine.query.Queries;
import io.graphstead.engine.query.Query;
import io.graphstead.runtime.Reach;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Cypher, over Bolt. */
final class Neo4jQueries implements Queries {
    static final Neo4jQueries INSTANCE = new Neo4jQueries();

    private static final Language CYPHER = new Language(
            "Cypher",
            "cypher",
            List.of(
                    "MATCH (n) RETURN n LIMIT 25",
                    "MATCH p = (a)-[r]->(b) RETURN p LIMIT 50",
                    "MATCH (n) RETURN labels(n) AS labels, count(*) AS nodes ORDER BY nodes DESC",
                    "CALL db.schema.visualization()",
                    "SHOW INDEXES"));

    private Neo4jQueries() {}

    @Override
    public Language language() {
        return CYPHER;
    }

    @Override
    public List<Query.Access> access() {
        return List.of(Query.Access.READ, Query.Access.WRITE);
    }

    @Override
    public List<Query.Mode> modes() {
        return List.of(Query.Mode.RUN, Query.Mode.EXPLAIN, Query.Mode.PROFILE);
    }

    /** Community Edition has the one. */
    @Override
    public List<String> databases(Reach reach, Credentials credentials, Duration limit) {
        return List.of();
    }

    @Override
    public Optional<String> unfitForReaders(String text) {
        return CypherForReaders.unfit(text);
    }

    @Override
    public Running prepare(Reach reach, Credentials credentials, Query query) {
        return new CypherRun(reach, credentials, query);
    }
}
