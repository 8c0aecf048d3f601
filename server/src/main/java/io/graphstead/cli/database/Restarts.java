package io.graphstead.cli.database;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.session.Session;

/** Says when a change holds only after a restart. */
final class Restarts {
    private Restarts() {}

    static void remind(Session session, JsonNode database) {
        boolean needed = session.api()
                .get(DatabaseArgument.below(database, "/status"))
                .path("needsRestart")
                .asBoolean();
        if (needed) {
            session.screen()
                    .note("it holds after a restart: graphstead db restart " + DatabaseArgument.nameOf(database));
        }
    }
}
