package io.graphstead.engine.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of Cypher people may use who only read. */
class CypherForReadersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "MATCH (n) RETURN n LIMIT 25",
                "match (n:Load)-[:CALL]->(m) where n.use = 'LOAD CSV' return n.show, m.terminate",
                "// CALL apoc.load.json('x')\nMATCH (n) /* LOAD CSV */ RETURN n",
                "EXPLAIN MATCH (n) RETURN n",
                "CYPHER 25 runtime=slotted planner = cost PROFILE MATCH (n) RETURN n",
                "CYPHER 5.26 MATCH (n) RETURN n",
                "CALL db.labels() YIELD label RETURN label",
                "CALL `db`.`labels`()",
                "call DB.schema.visualization",
                "MATCH (n) CALL { WITH n RETURN 1 AS one } RETURN one",
                "MATCH (n) CALL (n) { RETURN 1 AS one } RETURN one",
                "CALL db.index.fulltext.queryNodes('names', 'apoc.load(') YIELD node RETURN node",
                "RETURN date.truncate('month', date()) AS d, duration.between(date(), date()), point.distance(p, q)",
                "RETURN vector.similarity.cosine([1.0], [1.0])",
                "SHOW INDEXES YIELD name",
                "SHOW ALL CONSTRAINTS",
                "SHOW BUILT IN FUNCTIONS",
                "UNWIND range(1, 3) AS load RETURN load",
                "RETURN {show: 1, use: 2, call: 3} AS map",
                "RETURN \"it's\" + 'a \"LOAD CSV\" \\' USE system' AS text",
                ""
            })
    void reading_is_for_everyone(String text) {
        assertThat(CypherForReaders.unfit(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOAD CSV FROM 'http://10.0.0.1/' AS row RETURN row",
                "WITH 1 AS x LOAD  CSV WITH HEADERS FROM 'file:///etc/passwd' AS row RETURN row",
                "WITH 1 AS x lOaD/* here */cSv FROM 'file:///x' AS row RETURN row",
                "RETURN 1 UNION LOAD\n// and\nCSV FROM 'http://x' AS row RETURN row",
                "CALL apoc.load.json('http://10.0.0.1/')",
                "CALL `apoc`.load . `json`('http://10.0.0.1/')",
                "CALL apoc /* */ . cypher . run('LOAD CSV', {})",
                "CALL dbms.listConfig()",
                "CALL dbms.killQuery('1')",
                "CALL dbms.security.createUser('a', 'b')",
                "CALL db.createLabel('x')",
                "MATCH (n) CALL apoc.export.csv.all('x', {}) YIELD file RETURN file",
                "RETURN apoc.cypher.runFirstColumnSingle('LOAD CSV FROM \"http://x\" AS r RETURN r', {})",
                "RETURN `apoc`.`cypher`.runFirstColumnSingle ('x', {})",
                "MATCH (n) WHERE genai.vector.encode(n.text, 'OpenAI', {token: 'x'}) = 1 RETURN n",
                "MATCH (n) RETURN [x IN n.list | apoc.text.join(x)]",
                "SHOW TRANSACTIONS",
                "SHOW TRANSACTIONS YIELD currentQuery",
                "SHOW INDEXES YIELD name SHOW TRANSACTIONS YIELD currentQuery RETURN *",
                "SHOW SETTINGS",
                "SHOW USERS",
                "SHOW USER PRIVILEGES",
                "TERMINATE TRANSACTIONS 'neo4j-transaction-1'",
                "SHOW INDEXES YIELD name TERMINATE TRANSACTION 'x'",
                "USE system SHOW USERS",
                "MATCH (n) RETURN n UNION USE system MATCH (n) RETURN n",
                "CREATE (n) RETURN n",
                "MERGE (n:X) RETURN n",
                "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
                "DROP INDEX x",
                "EXPLAIN LOAD CSV FROM 'http://x' AS row RETURN row",
                "CYPHER runtime=slotted LOAD CSV FROM 'http://x' AS row RETURN row",
                "RETURN '\\u0027 AS x LOAD CSV FROM \\u0027http://x\\u0027 AS row RETURN row //'",
                "\\u004cOAD CSV FROM 'http://x' AS row RETURN row",
                "RETURN 'a\\'' AS x UNION LOAD CSV FROM 'http://x' AS row RETURN row"
            })
    void what_reaches_further_is_not(String text) {
        assertThat(CypherForReaders.unfit(text)).as(text).isPresent();
        assertThat(CypherForReaders.unfit(text).orElseThrow()).contains("reads only");
    }
}
