package io.graphstead.blackbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.UUID;

/** One running database for all cases that only look at it, or are refused. */
final class SharedDatabase implements AutoCloseable {
    private final GrapheneDbClient client;
    private final JsonNode database;

    SharedDatabase(GrapheneDbClient client, BlackBoxTarget target) {
        this.client = client;
        String name = "Shared_" + UUID.randomUUID().toString().substring(0, 8);
        String id = client.create(target.environmentId(), name)
                .expect(202)
                .json()
                .get("database")
                .get("id")
                .asText();
        client.awaitRunning(id);
        this.database = client.get(GrapheneDbClient.database(id)).expect(200).json();
    }

    String id() {
        return database.get("id").asText();
    }

    String name() {
        return database.get("name").asText();
    }

    String clusterId() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As it was shown when it had come up. */
    JsonNode json() {
        return database;
    }

    @Override
    public void close() {
        client.delete(GrapheneDbClient.database(id())).expect(202);
        client.awaitGone(id());
    }
}
