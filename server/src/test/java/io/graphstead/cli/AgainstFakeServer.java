package io.graphstead.cli;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A fake server with a project, a database in it, and whoever asks; each thing has a name and an id. */
abstract class AgainstFakeServer {
    static final String ORDERS = "0".repeat(31) + "1";
    static final String SHOP = "0".repeat(31) + "2";
    static final String ACME = "0".repeat(31) + "3";
    static final String THING = "0".repeat(31) + "4";
    static final String OPERATION = "0".repeat(31) + "5";
    static final String DB = "/databases/" + ORDERS;
    static final String ENVIRONMENT = "/deployments/environments/" + SHOP;
    static final String ORGANIZATION = "/organizations/" + ACME;

    @TempDir
    Path folder;

    FakeServer server;
    Cli cli;

    @BeforeEach
    void start() throws Exception {
        server = new FakeServer(folder);
        String database = """
                {"id":"%s","name":"orders","environmentId":"%s","plan":"ds1","connectionUrl":"neo4j+s://h:7687",
                 "version":{"number":"5.26.30","edition":"community","vendor":"graphneo"},
                 "status":{"state":"running","needsRestart":true,"isPending":false,"isLocked":false,"underIncident":false},
                 "enabledExtrasKinds":["READ_REPLICA_C"]}""".formatted(ORDERS, SHOP);
        server.on("POST /organizations/oauth/token", 201, token("first"))
                .on("GET /deployments/databases", 200, "{\"databases\":[" + database + "]}")
                .on("GET " + DB, 200, database)
                .on("GET " + DB + "/status", 200, "{\"state\":\"running\",\"needsRestart\":true}")
                .on(
                        "GET /deployments/environments",
                        200,
                        "{\"environments\":[{\"id\":\"%s\",\"label\":\"Shop\",\"slug\":\"shop\",\"grantType\":\"staging\",\"organizationId\":\"%s\"}]}"
                                .formatted(SHOP, ACME))
                .on(
                        "GET /organizations",
                        200,
                        "{\"organizations\":[{\"id\":\"%s\",\"name\":\"Acme\",\"slug\":\"acme\",\"quota\":{\"databases\":7,\"storageGB\":null}}]}"
                                .formatted(ACME));
        cli = Cli.in(folder.resolve("home"))
                .with(Map.of(
                        "GRAPHSTEAD_URL",
                        server.address().toString(),
                        "GRAPHSTEAD_CA_FILE",
                        server.ca().toString(),
                        "GRAPHSTEAD_CLIENT_ID",
                        "someone",
                        "GRAPHSTEAD_CLIENT_SECRET",
                        "s3cret"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static String token(String value) {
        return "{\"access_token\":\"" + value + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
    }

    static String finished(String status) {
        return """
                {"id":"%s","operationType":"plan-change","startedAt":"1700000000","status":"%s","nextOperationId":"",
                 "durationInSeconds":3,"error":"the disk is full","steps":[{"name":"stop","status":"finished","progress":1}]}""".formatted(OPERATION, status);
    }

    /** What is looked up by its name. */
    void things() {
        server.on(
                        "GET " + ORGANIZATION + "/members",
                        200,
                        "{\"members\":[{\"memberId\":\"%s\",\"email\":\"ada@example.org\",\"role\":\"operator\",\"grantTypes\":[\"staging\"]}]}"
                                .formatted(THING))
                .on(
                        "GET " + ENVIRONMENT + "/network-rules",
                        200,
                        "{\"networkRules\":[{\"id\":\"%s\",\"label\":\"office\",\"ipRange\":\"10.0.0.0/8\"}]}"
                                .formatted(THING))
                .on(
                        "GET " + ORGANIZATION + "/api-clients",
                        200,
                        "{\"apiClients\":[{\"clientId\":\"%s\",\"label\":\"job\",\"grants\":[]}]}".formatted(THING))
                .on(
                        "GET " + DB + "/plugins",
                        200,
                        "{\"plugins\":[{\"id\":\"%s\",\"name\":\"apoc\",\"createdAt\":\"Sun, 06 Nov 1994 08:49:37 GMT\"}]}"
                                .formatted(THING))
                .on(
                        "GET " + ENVIRONMENT + "/databases",
                        200,
                        "{\"databases\":[{\"id\":\"" + ORDERS + "\",\"name\":\"orders\"}]}")
                .on("GET " + DB + "/operations/" + OPERATION, 200, finished("started"));
    }
}
