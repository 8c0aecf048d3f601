package io.graphstead.cli.quickstart;

import java.nio.file.Path;
import java.util.List;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;

/** A graph small enough to be read at a glance, and a question about it. */
final class SmallGraph {
    /** Merged, not created: loaded again it stays the same. */
    private static final String LOAD = """
            UNWIND [['Ada', 'Grace'], ['Grace', 'Edsger'], ['Ada', 'Edsger'], ['Edsger', 'Barbara']] AS pair
            MERGE (a:Person {name: pair[0]})
            MERGE (b:Person {name: pair[1]})
            MERGE (a)-[:KNOWS]->(b)""";

    static final String QUESTION =
            "MATCH (p:Person)-[:KNOWS]->(q:Person) RETURN p.name AS person, count(q) AS knows ORDER BY knows DESC, person";

    /** One row of the answer. */
    record Row(String person, long knows) {}

    private SmallGraph() {}

    /** @param ca whose word on the server's certificate is believed, and nobody else's */
    static List<Row> loadAndAsk(String uri, String username, String password, Path ca) {
        // A driver that is told whom to trust wants the address without the "+s".
        String address = uri.replaceFirst("^neo4j\\+s:", "neo4j:");
        Config config = Config.builder()
                .withLogging(Logging.none())
                .withEncryption()
                .withTrustStrategy(Config.TrustStrategy.trustCustomCertificateSignedBy(ca.toFile()))
                .build();
        try (Driver driver = GraphDatabase.driver(address, AuthTokens.basic(username, password), config)) {
            driver.executableQuery(LOAD).execute();
            return driver.executableQuery(QUESTION).execute().records().stream()
                    .map(row -> new Row(
                            row.get("person").asString(), row.get("knows").asLong()))
                    .toList();
        }
    }
}
