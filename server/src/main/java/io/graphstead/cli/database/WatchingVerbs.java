package io.graphstead.cli.database;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.Paths;
import io.graphstead.cli.session.ClientOptions;
import io.graphstead.cli.session.Session;
import io.graphstead.cli.terminal.Misused;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Verbs of {@code graphstead db} that look into a database. */
public final class WatchingVerbs {
    private static final String EVENT_DATA = "data:";

    private WatchingVerbs() {}

    @Command(name = "logs", description = "Shows the last lines of a database's log.")
    static int logs(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Option(
                            names = {"-f", "--follow"},
                            description = "Goes on with new lines until Ctrl-C.")
                    boolean follow,
            @Option(
                            names = {"-n", "--lines"},
                            paramLabel = "LINES",
                            description = "How many of the last lines.")
                    Optional<Integer> lines) {
        if (lines.filter(count -> count < 1).isPresent()) {
            throw new Misused("--lines must be at least 1");
        }
        Session session = client.open();
        Map<String, Optional<String>> query = new LinkedHashMap<>();
        query.put("lines", lines.map(String::valueOf));
        query.put("follow", follow ? Optional.of("true") : Optional.empty());
        String path = Paths.query(DatabaseArgument.below(database.find(session), "/logs"), query);
        try (Stream<String> text = session.api().lines(path, follow ? "text/event-stream" : "text/plain")) {
            (follow ? text.flatMap(WatchingVerbs::dataOf) : text).forEach(session.screen()::line);
        }
        if (follow) {
            session.screen().note("the server ended the log; the database may have been stopped or deleted");
        }
        return 0;
    }

    /** What a line of a stream of events (HTML standard, 9.2) carries; other lines of it are for the connection. */
    private static Stream<String> dataOf(String line) {
        if (!line.startsWith(EVENT_DATA)) {
            return Stream.of();
        }
        String data = line.substring(EVENT_DATA.length());
        return Stream.of(data.startsWith(" ") ? data.substring(1) : data);
    }

    @Command(name = "metrics", description = "Shows what a database uses and does at the moment.")
    static int metrics(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Option(names = "--prometheus", description = "In the text format of Prometheus.") boolean prometheus) {
        Session session = client.open();
        JsonNode found = database.find(session);
        String path = DatabaseArgument.below(found, "/metrics");
        if (prometheus) {
            try (Stream<String> text = session.api().lines(path, "text/plain")) {
                text.forEach(session.screen()::line);
            }
        } else {
            session.screen().details(session.api().get(path), "id");
        }
        return 0;
    }
}
