package io.graphstead.cli.quickstart;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What quickstart shows in the end: the rows, where everything is, and lines to go on with. */
record Answer(List<SmallGraph.Row> rows, Map<String, String> values, Path envFile) {
    void print(PrintWriter out) {
        out.println();
        out.println("  " + SmallGraph.QUESTION);
        out.println();
        out.printf("  %-12s %s%n", "person", "knows");
        rows.forEach(row -> out.printf("  %-12s %d%n", row.person(), row.knows()));
        out.println();
        line(out, "Server", "GRAPHSTEAD_URL");
        line(out, "Its CA", "GRAPHSTEAD_CA_FILE");
        line(out, "Database", "NEO4J_URI");
        line(out, "  user", "NEO4J_USERNAME");
        line(out, "  password", "NEO4J_PASSWORD");
        line(out, "Client id", "GRAPHENEDB_CLIENT_ID");
        line(out, "  secret", "GRAPHENEDB_CLIENT_SECRET");
        out.println();
        out.println("All of it, ready for a shell:  . " + envFile);
        out.println("Then, with the GrapheneDB API:");
        out.println("""
                  TOKEN=$(curl -s --cacert "$GRAPHSTEAD_CA_FILE" "$GRAPHSTEAD_URL/organizations/oauth/token" \\
                    -d client_id="$GRAPHENEDB_CLIENT_ID" -d client_secret="$GRAPHENEDB_CLIENT_SECRET" \\
                    -d grant_type=client_credentials | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
                  curl -s --cacert "$GRAPHSTEAD_CA_FILE" "$GRAPHSTEAD_URL/deployments/databases/graphneo" \\
                    -H "Authorization: Bearer $TOKEN\"""");
        out.println("or with the TypeDB Cloud API:");
        out.println("""
                  TOKEN=$(curl -s --cacert "$GRAPHSTEAD_CA_FILE" -X POST "$GRAPHSTEAD_URL/api/v1/auth" \\
                    -H "Authorization: Basic $TYPEDB_CLIENT_ID:$TYPEDB_CLIENT_SECRET")
                  curl -s --cacert "$GRAPHSTEAD_CA_FILE" -H "Authorization: Bearer $TOKEN" \\
                    "$GRAPHSTEAD_URL/api/v1/team/$ORGANIZATION_SLUG/spaces/$PROJECT_SLUG/clusters\"""");
        out.println();
        out.flush();
    }

    private void line(PrintWriter out, String label, String name) {
        out.printf("%-10s %s%n", label, values.getOrDefault(name, ""));
    }
}
