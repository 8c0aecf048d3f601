package io.graphstead.cli.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.ServerApi;
import io.graphstead.cli.session.OperationProgress;
import io.graphstead.cli.client.ApiFailure;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Makes, over the API, all that the quickstart shows, or finds what an earlier start made: an organization, an
 * environment, an API client for each dialect, a database.
 */
final class Tour {
    private static final String NAME = "quickstart";
    private static final String REGION = "eu-west-1";
    private static final String PLAN = "ds1";

    private final ServerApi installation;
    private final QuickstartEnv env;
    private final OperationProgress progress;

    Tour(ServerApi installation, QuickstartEnv env, OperationProgress progress) {
        this.installation = installation;
        this.env = env;
        this.progress = progress;
    }

    /** All names of {@code quickstart.env} that are made here, with their values. */
    Map<String, String> take() throws IOException {
        JsonNode organization = organization();
        String organizationId = organization.path("id").asText();
        JsonNode environment = environment(organizationId);
        String environmentId = environment.path("id").asText();
        Client graphenedb = client(organizationId, environmentId, "GRAPHENEDB", "operator");
        Client typedb = client(organizationId, environmentId, "TYPEDB", "administrator");
        ServerApi asClient = installation.as(installation.clientToken(graphenedb.id(), graphenedb.secret()));
        String database = database(asClient, environmentId);
        JsonNode credentials = asClient.get("/databases/" + database + "/credentials");

        Map<String, String> values = new LinkedHashMap<>();
        values.put("ORGANIZATION_ID", organizationId);
        values.put("ORGANIZATION_SLUG", organization.path("slug").asText());
        values.put("ENVIRONMENT_ID", environmentId);
        values.put("PROJECT_SLUG", environment.path("slug").asText());
        values.put("GRAPHENEDB_CLIENT_ID", graphenedb.id());
        values.put("GRAPHENEDB_CLIENT_SECRET", graphenedb.secret());
        values.put("TYPEDB_CLIENT_ID", typedb.id());
        values.put("TYPEDB_CLIENT_SECRET", typedb.secret());
        values.put("DATABASE_ID", database);
        values.put("NEO4J_URI", credentials.path("uri").asText());
        values.put("NEO4J_USERNAME", credentials.path("username").asText());
        values.put("NEO4J_PASSWORD", credentials.path("password").asText());
        return values;
    }

    private record Client(String id, String secret) {}

    private JsonNode organization() {
        return find(installation.get("/organizations").path("organizations"), "slug", NAME)
                .orElseGet(() -> installation.post("/organizations", Map.of("name", "Quickstart", "slug", NAME)));
    }

    private JsonNode environment(String organizationId) {
        return all(installation.get("/deployments/environments").path("environments")).stream()
                .filter(each -> each.path("organizationId").asText().equals(organizationId)
                        && each.path("label").asText().equals(NAME))
                .findFirst()
                .orElseGet(() -> installation.post(
                        "/deployments/environments",
                        Map.of(
                                "label", NAME,
                                "organizationId", organizationId,
                                "grantType", "development",
                                "region", REGION)));
    }

    /** A secret is shown once: the one of an earlier start is kept in the file, and refreshed when it is lost. */
    private Client client(String organizationId, String environmentId, String dialect, String role) throws IOException {
        Optional<String> id = env.earlier(dialect + "_CLIENT_ID");
        Optional<String> secret = env.earlier(dialect + "_CLIENT_SECRET");
        if (id.isPresent() && secret.isPresent() && isGood(id.get(), secret.get())) {
            return new Client(id.get(), secret.get());
        }
        String clients = "/organizations/" + organizationId + "/api-clients";
        String label = "quickstart " + dialect.toLowerCase(java.util.Locale.ROOT);
        JsonNode made = find(installation.get(clients).path("apiClients"), "label", label)
                .map(old ->
                        installation.post(clients + "/" + old.path("clientId").asText() + "/secret/refresh", Map.of()))
                .orElseGet(() -> installation.post(
                        clients,
                        Map.of(
                                "label",
                                label,
                                "grants",
                                List.of(Map.of("environmentId", environmentId, "role", role)))));
        return new Client(
                made.path("clientId").asText(), made.path("clientSecret").asText());
    }

    private boolean isGood(String id, String secret) {
        try {
            return !installation.clientToken(id, secret).isEmpty();
        } catch (ApiFailure refused) {
            return false;
        }
    }

    private String database(ServerApi api, String environmentId) {
        Optional<JsonNode> there = find(
                api.get("/deployments/environments/" + environmentId + "/databases")
                        .path("databases"),
                "name",
                NAME);
        if (there.isEmpty()) {
            return create(api, environmentId);
        }
        String id = there.get().path("id").asText();
        switch (there.get().path("status").path("state").asText()) {
            case "failed" -> {
                progress.follow(
                        api, api.delete("/databases/" + id).path("operationId").asText());
                return create(api, environmentId);
            }
            case "paused" -> {
                if (!there.get().path("status").path("isPending").asBoolean()) {
                    progress.follow(
                            api,
                            api.post("/databases/" + id + "/resume", Map.of())
                                    .path("operationId")
                                    .asText());
                }
            }
            default -> {
                // It runs, or is being started again: waiting for it is all there is to do.
            }
        }
        progress.untilReady(api, id);
        return id;
    }

    private String create(ServerApi api, String environmentId) {
        JsonNode made = api.post(
                "/deployments/databases/graphneo", Map.of("environmentId", environmentId, "name", NAME, "plan", PLAN));
        progress.follow(api, made.path("operationId").asText());
        String id = made.path("database").path("id").asText();
        progress.untilReady(api, id);
        return id;
    }

    private static Optional<JsonNode> find(JsonNode list, String field, String value) {
        return all(list).stream()
                .filter(each -> each.path(field).asText().equals(value))
                .findFirst();
    }

    private static List<JsonNode> all(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }
}
