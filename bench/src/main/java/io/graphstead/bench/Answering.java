package io.graphstead.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How many requests of one kind are answered, beside a constant answer of the same server over the same connections with
 * the same token check, the two in turn.
 */
final class Answering {
    private static final String GET = "get-database";
    private static final String GRANTS = "token-grants";
    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final Duration ROUND = Duration.ofSeconds(3);

    /** Both kinds, in samples of one round each. */
    private record Compared(Samples constant, Samples asked, Samples share) {}

    List<Figure> getDatabase(Path folder) throws IOException, InterruptedException {
        try (BenchServer server = BenchServer.withConstantAnswer(folder)) {
            JsonNode made = server.create("graphquick", "q1", "asked");
            server.awaitOperation(made.path("operationId").asText());
            String id = made.path("database").path("id").asText();
            try (Load load = server.load()) {
                String token = server.tokenOf(server.client("reader"));
                byte[] get = load.request("GET", "/deployments/databases/graphquick/" + id, bearer(token), "");
                Compared compared = compare(load, token, get, 200);
                List<Figure> figures = new ArrayList<>(figures(GET, compared));
                figures.add(compared.share().figureAtLeast(GET, "share of the constant answer", 0.4));
                return figures;
            }
        }
    }

    List<Figure> tokenGrants(Path folder) throws IOException, InterruptedException {
        try (BenchServer server = BenchServer.withConstantAnswer(folder);
                Load load = server.load()) {
            JsonNode client = server.client("reader");
            byte[] grant = load.request(
                    "POST",
                    "/organizations/oauth/token",
                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                    "client_id=" + client.path("clientId").asText() + "&client_secret="
                            + client.path("clientSecret").asText() + "&grant_type=client_credentials");
            Compared compared = compare(load, server.tokenOf(client), grant, 201);
            return List.of(
                    compared.constant().figure(GRANTS, "constant answers/s", Double.POSITIVE_INFINITY),
                    compared.asked().figureAtLeast(GRANTS, "token grants/s", 2_000),
                    compared.share().figure(GRANTS, "share of the constant answer", Double.POSITIVE_INFINITY));
        }
    }

    private static List<Figure> figures(String name, Compared compared) {
        return List.of(
                compared.constant().figure(name, "constant answers/s", Double.POSITIVE_INFINITY),
                compared.asked().figure(name, "databases/s", Double.POSITIVE_INFINITY));
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    private static Compared compare(Load load, String token, byte[] request, int status) throws InterruptedException {
        byte[] constant = load.request("GET", "/constant", bearer(token), "");
        load.perSecond(constant, 200, WARM_UP);
        load.perSecond(request, status, WARM_UP);
        Compared compared = new Compared(new Samples(), new Samples(), new Samples());
        for (int round = 0; round < ROUNDS; round++) {
            double least = load.perSecond(constant, 200, ROUND);
            double asked = load.perSecond(request, status, ROUND);
            compared.constant().add(least);
            compared.asked().add(asked);
            compared.share().add(asked / least);
        }
        return compared;
    }
}
