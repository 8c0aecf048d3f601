package io.graphstead.blackbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.blackbox.BlackBoxTarget.ClientCredentials;
import java.util.UUID;

/** Makes organizations, environments and API clients with the installation's own token. */
final class Administration {
    private final Http http;
    private final BlackBoxTarget target;
    private final GrapheneDbClient installation;

    Administration(Http http, BlackBoxTarget target, String adminToken) {
        this.http = http;
        this.target = target;
        this.installation = new GrapheneDbClient(http, adminToken);
    }

    /** A client of both dialects. */
    record NewClient(
            String organizationId, ClientCredentials credentials, GrapheneDbClient grapheneDb, TypeDbClient typeDb) {}

    GrapheneDbClient installation() {
        return installation;
    }

    NewClient clientWith(String role) {
        return client(target.organizationId(), target.environmentId(), role);
    }

    NewClient client(String organizationId, String environmentId, String role) {
        JsonNode made = installation
                .post("/organizations/" + organizationId + "/api-clients", """
                        {"label":"black box %s","grants":[{"environmentId":"%s","role":"%s"}]}""".formatted(role, environmentId, role))
                .expect(201)
                .json();
        ClientCredentials credentials = new ClientCredentials(
                made.get("clientId").asText(), made.get("clientSecret").asText());
        return new NewClient(
                organizationId,
                credentials,
                GrapheneDbClient.signIn(http, credentials),
                TypeDbClient.signIn(http, target, credentials));
    }

    void remove(NewClient client) {
        installation
                .delete("/organizations/" + client.organizationId() + "/api-clients/"
                        + client.credentials().id())
                .expect(204);
    }

    /** @return its id */
    String environment(String organizationId, String label) {
        return installation
                .post("/deployments/environments", """
                        {"label":"%s","organizationId":"%s","grantType":"development","region":"eu-west-1",\
                        "cidr":"10.0.0.0/24"}""".formatted(label, organizationId))
                .expect(201)
                .json()
                .get("id")
                .asText();
    }

    /** @return its id */
    String organization() {
        return installation
                .post("/organizations", "{\"name\":\"Black box " + UUID.randomUUID() + "\"}")
                .expect(201)
                .json()
                .get("id")
                .asText();
    }
}
