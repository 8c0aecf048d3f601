package io.graphstead.console.database;

import io.graphstead.fleet.DeploymentView;
import java.util.List;

/** How programs connect to a database, ready to paste but for the password. */
public final class Snippets {
    private Snippets() {}

    /** One of them. */
    public record Snippet(String id, String language, String text) {}

    static List<Snippet> of(DeploymentView view) {
        String url = view.connectionUrl().toString();
        if (!view.release().engine().equals("neo4j")) {
            return List.of(new Snippet("address", "Address", url));
        }
        return List.of(
                new Snippet("shell", "cypher-shell", "cypher-shell -a " + url + " -u neo4j -p \"$NEO4J_PASSWORD\""),
                new Snippet("python", "Python", """
                        import os
                        from neo4j import GraphDatabase

                        with GraphDatabase.driver("%s", auth=("neo4j", os.environ["NEO4J_PASSWORD"])) as driver:
                            records, _, _ = driver.execute_query("MATCH (n) RETURN count(n) AS nodes")
                            print(records[0]["nodes"])""".formatted(url)),
                new Snippet("javascript", "JavaScript", """
                        import neo4j from "neo4j-driver";

                        const driver = neo4j.driver("%s", neo4j.auth.basic("neo4j", process.env.NEO4J_PASSWORD));
                        const { records } = await driver.executeQuery("MATCH (n) RETURN count(n) AS nodes");
                        console.log(records[0].get("nodes").toString());
                        await driver.close();""".formatted(url)),
                new Snippet("java", "Java", """
                        try (var driver = GraphDatabase.driver("%s",
                                AuthTokens.basic("neo4j", System.getenv("NEO4J_PASSWORD")))) {
                            var result = driver.executableQuery("MATCH (n) RETURN count(n) AS nodes").execute();
                            System.out.println(result.records().getFirst().get("nodes"));
                        }""".formatted(url)),
                new Snippet("go", "Go", """
                        driver, err := neo4j.NewDriverWithContext("%s",
                            neo4j.BasicAuth("neo4j", os.Getenv("NEO4J_PASSWORD"), ""))
                        if err != nil {
                            log.Fatal(err)
                        }
                        defer driver.Close(ctx)
                        result, err := neo4j.ExecuteQuery(ctx, driver, "MATCH (n) RETURN count(n) AS nodes",
                            nil, neo4j.EagerResultTransformer)""".formatted(url)));
    }
}
