package io.graphstead.console.database;

import io.graphstead.fleet.DeploymentView;
import io.graphstead.identity.Ids;
import java.util.List;

/** How programs connect to a database, ready to paste but for the password. */
public final class Snippets {
    private Snippets() {}

    /** One of them. */
    public record Snippet(String id, String language, String text) {}

    static List<Snippet> of(DeploymentView view) {
        String url = view.connectionUrl().toString();
        return switch (view.release().engine()) {
            case "neo4j" -> neo4j(view, url);
            case "typedb" -> typedb(url);
            default -> List.of(new Snippet("address", "Address", url));
        };
    }

    private static List<Snippet> typedb(String url) {
        return List.of(
                new Snippet(
                        "console",
                        "TypeDB console",
                        "typedb console --address=" + url.replaceFirst("^https://", "") + " --username=admin"
                                + " --password=\"$TYPEDB_PASSWORD\""),
                new Snippet("curl", "curl", """
                        token=$(curl -fsS %1$s/v1/signin -H 'Content-Type: application/json' \\
                            -d "{\\"username\\": \\"admin\\", \\"password\\": \\"$TYPEDB_PASSWORD\\"}" | jq -r .token)
                        curl -fsS %1$s/v1/databases -H "Authorization: Bearer $token\"""".formatted(url)),
                new Snippet("python", "Python", """
                        import os
                        from typedb.driver import Credentials, DriverOptions, TypeDB

                        credentials = Credentials("admin", os.environ["TYPEDB_PASSWORD"])
                        with TypeDB.driver("%s", credentials, DriverOptions(is_tls_enabled=True)) as driver:
                            print([database.name for database in driver.databases.all()])""".formatted(url.replaceFirst("^https://", ""))));
    }

    private static List<Snippet> neo4j(DeploymentView view, String url) {
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
                            nil, neo4j.EagerResultTransformer)""".formatted(url)),
                new Snippet("terraform", "Terraform", terraform(view)));
    }

    /** For the provider that was written for the GrapheneDB cloud. */
    private static String terraform(DeploymentView view) {
        return """
                # The provider asks api.db.graphenedb.com: let that name lead to this server, and have its
                # certificate carry it (tls.names). Id and secret are those of an API client.
                terraform {
                  required_providers {
                    graphenedb = { source = "quelhasu/graphenedb" }
                  }
                }

                provider "graphenedb" {
                  environment_id = "%s"
                  client_id      = var.client_id
                  client_secret  = var.client_secret
                }

                resource "graphenedb_database" "%s" {
                  name    = "%s"
                  version = "%s"
                  edition = "%s"
                  plan    = "%s"
                  vendor  = "graphneo"
                }""".formatted(
                        Ids.text(view.project().id().value()),
                        view.name().replace('-', '_').replaceFirst("^(?=[0-9])", "_"),
                        view.name(),
                        view.release().version().text(),
                        view.release().edition(),
                        view.size());
    }
}
