package io.graphstead.cli.database;

import java.util.Locale;

/** Lines that connect to a database, in the languages of Neo4j's drivers. */
enum Snippet {
    PYTHON("""
            from neo4j import GraphDatabase

            with GraphDatabase.driver("%s", auth=("%s", "%s")) as driver:
                print(driver.execute_query("RETURN 1 AS one").records)"""),
    JAVA("""
            try (var driver = GraphDatabase.driver("%s", AuthTokens.basic("%s", "%s"))) {
                System.out.println(driver.executableQuery("RETURN 1 AS one").execute().records());
            }"""),
    JAVASCRIPT("""
            import neo4j from 'neo4j-driver'

            const driver = neo4j.driver('%s', neo4j.auth.basic('%s', '%s'))
            console.log((await driver.executeQuery('RETURN 1 AS one')).records)
            await driver.close()"""),
    GO("""
            driver, err := neo4j.NewDriverWithContext("%s", neo4j.BasicAuth("%s", "%s", ""))
            if err != nil {
            	panic(err)
            }
            defer driver.Close(ctx)
            result, err := neo4j.ExecuteQuery(ctx, driver, "RETURN 1 AS one", nil, neo4j.EagerResultTransformer)"""),
    CYPHER_SHELL("cypher-shell -a '%s' -u '%s' -p '%s' 'RETURN 1 AS one'");

    private final String template;

    Snippet(String template) {
        this.template = template;
    }

    String of(String uri, String username, String password) {
        return template.formatted(uri, username, password);
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
