package io.graphstead.cli.database;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.Paths;
import io.graphstead.cli.session.Session;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The database that a command is about. */
final class DatabaseArgument {
    @Parameters(index = "0", paramLabel = "DATABASE", description = "The database's name or id.")
    private String name = "";

    @Option(
            names = "--project",
            paramLabel = "PROJECT",
            description = "Where a name is looked up; in all projects when left out.")
    private Optional<String> project = Optional.empty();

    /** As the server shows it. */
    JsonNode find(Session session) {
        return session.names().database(name, project);
    }

    /** Sends a command to it, such as {@code pause}. */
    static JsonNode send(Session session, JsonNode database, String command, Object body) {
        return session.api().post(below(database, "/" + command), body);
    }

    /** A path below the database's own. */
    static String below(JsonNode database, String rest) {
        return Paths.path("/databases/{}", database.path("id").asText()) + rest;
    }

    static String nameOf(JsonNode database) {
        return database.path("name").asText();
    }
}
