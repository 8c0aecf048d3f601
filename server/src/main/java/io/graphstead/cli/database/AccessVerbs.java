package io.graphstead.cli.database;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.graphstead.cli.session.ClientOptions;
import io.graphstead.cli.session.Session;
import io.graphstead.cli.session.WaitOptions;
import io.graphstead.cli.terminal.Confirmation;
import java.net.URI;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Verbs of {@code graphstead db} by which people reach a database. */
public final class AccessVerbs {
    private AccessVerbs() {}

    @Command(
            name = "connect",
            description = "Shows how to connect to a database: its address and a snippet for a driver.")
    static int connect(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Option(
                            names = "--language",
                            paramLabel = "LANGUAGE",
                            defaultValue = "python",
                            description = "For Neo4j: python, java, javascript, go or cypher-shell.")
                    Snippet language,
            @Option(names = "--show-password", description = "Shows the password, too.") boolean showPassword) {
        Session session = client.open();
        JsonNode found = database.find(session);
        ObjectNode shown = JsonNodeFactory.instance
                .objectNode()
                .put("uri", found.path("connectionUrl").asText());
        if (showPassword) {
            JsonNode credentials = session.api().get(DatabaseArgument.below(found, "/credentials"));
            shown.put("username", credentials.path("username").asText());
            if (credentials.path("password").isTextual()) {
                shown.put("password", credentials.path("password").asText());
            } else {
                session.screen().note(credentials.path("message").asText("the password is not known"));
            }
        }
        if (session.screen().isJson()) {
            session.screen().json(shown);
        } else if (session.screen().isQuiet()) {
            session.screen().line(shown.path("uri").asText());
        } else {
            session.screen().details(shown, "uri");
            noteTrust(session, shown.path("uri").asText());
            showSnippet(session, language, found, shown, showPassword);
        }
        return 0;
    }

    private static void noteTrust(Session session, String uri) {
        if (uri.startsWith("neo4j+s:")) {
            session.screen()
                    .note("where drivers do not trust this server's CA (ca.pem in its data folder), write neo4j+ssc"
                            + " instead of neo4j+s");
        } else if (uri.startsWith("https:")) {
            session.screen()
                    .note("drivers and curl have to trust this server's CA (ca.pem in its data folder; curl --cacert)");
        }
    }

    private static void showSnippet(
            Session session, Snippet language, JsonNode database, JsonNode shown, boolean showPassword) {
        String uri = shown.path("uri").asText();
        String password = shown.path("password").asText("PASSWORD");
        boolean typeDb = database.at("/version/vendor").asText().equals("graphtypedb");
        if (typeDb && database.path("httpPort").asInt() == 0) {
            session.screen().note("its drivers take the address as it is; this release has no other way in");
            return;
        }
        session.screen().line("");
        if (typeDb) {
            session.screen().line(signIn(database, shown.path("username").asText("admin"), password));
        } else {
            session.screen().line(language.of(uri, shown.path("username").asText("neo4j"), password));
        }
        if (!showPassword) {
            session.screen().note("--show-password puts the password in its place");
        }
    }

    /** TypeDB's drivers take the address as it is, and differ by version; its HTTP API is the same in all that have one. */
    private static String signIn(JsonNode database, String username, String password) {
        URI uri = URI.create(database.path("connectionUrl").asText());
        String http = uri.getScheme() + "://" + uri.getHost() + ":"
                + database.path("httpPort").asInt();
        return "curl '" + http + "/v1/signin' --json '{\"username\": \"" + username + "\", \"password\": \"" + password
                + "\"}'";
    }

    @Command(name = "credentials", description = "Shows user, password and address of a database's first user.")
    static int credentials(@Mixin ClientOptions client, @Mixin DatabaseArgument database) {
        Session session = client.open();
        JsonNode found = database.find(session);
        session.screen().details(session.api().get(DatabaseArgument.below(found, "/credentials")), "username");
        return 0;
    }

    @Command(
            name = "reset-password",
            description = "Gives the first user of a database a new password and shows it. The old one stops working.")
    static int resetPassword(
            @Mixin ClientOptions client, @Mixin DatabaseArgument database, @Mixin Confirmation confirmation) {
        Session session = client.open();
        JsonNode found = database.find(session);
        String name = DatabaseArgument.nameOf(found);
        confirmation.require(session.screen(), name, "shut out every client that uses " + name + "'s password");
        JsonNode answer = DatabaseArgument.send(session, found, "credentials/reset", Map.of());
        String operation = answer.path("operationId").asText();
        if (!operation.isEmpty()) {
            WaitOptions.await(session, operation);
        }
        JsonNode credentials =
                answer.has("password") ? answer : session.api().get(DatabaseArgument.below(found, "/credentials"));
        session.screen().details(credentials, "username");
        return 0;
    }
}
