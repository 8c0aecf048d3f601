package io.graphstead.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Region;
import io.graphstead.engine.Engine;
import io.graphstead.fleet.MemoryParts;
import io.graphstead.fleet.ServerName;
import io.graphstead.platform.database.Database;
import io.graphstead.platform.database.PostgresSettings;
import io.graphstead.platform.folder.AdminToken;
import io.graphstead.platform.folder.DataFolder;
import io.graphstead.runtime.Runtime;
import io.graphstead.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.inject.qualifiers.PrimaryQualifier;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** A server with its HTTP side only, plain, over the run's PostgreSQL; and ways to ask it. */
public final class TestServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Catalog CATALOG = new Catalog(
            List.of(),
            List.of(),
            List.of(),
            List.of(new Region("eu-west-1", "Ireland", "aws"), new Region("europe-west2", "London", "gcp")));

    private final TestClock clock = new TestClock();
    private final Path root;
    private final DataFolder folder;
    private final Database database;
    private final ApplicationContext context;
    private final EmbeddedServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestServer(
            int databasePort, Map<String, Object> settings, Catalog catalog, List<RuntimeBeanDefinition<?>> beans) {
        try {
            root = Files.createTempDirectory("graphstead-test-server");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        folder = DataFolder.open(root.resolve("data"));
        database =
                Database.start(TestPostgres.settings(databasePort), new PostgresSettings(0, "nobody", 32, 60), folder);
        Map<String, Object> properties = new HashMap<>();
        // Time goes on only when a test says so, and with it every allowance.
        properties.put("graphstead.api.rate-limit.burst", 1_000_000);
        properties.put("graphstead.api.rate-limit.wrong-credentials-per-minute", 1_000_000);
        properties.putAll(settings);
        properties.put("micronaut.server.port", -1);
        properties.put("micronaut.server.host", "127.0.0.1");
        // As the server sets it.
        properties.put("micronaut.server.netty.max-initial-line-length", 1 << 16);
        properties.put("graphstead.tls.names", "localhost");
        properties.put("graphstead.keys.seal-key-file", TestPostgres.sealKey().toString());
        context = ApplicationContext.builder()
                .environments("test")
                .deduceEnvironment(false)
                .properties(properties)
                .singletons(folder, database, catalog)
                .beanDefinitions(primary(Clock.class, () -> clock))
                .beanDefinitions(beans.toArray(RuntimeBeanDefinition<?>[]::new))
                .build();
        try {
            context.start();
            server = context.getBean(EmbeddedServer.class).start();
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    public static TestServer start() {
        return new TestServer(TestPostgres.port(), Map.of(), CATALOG, List.of());
    }

    static TestServer start(Map<String, Object> settings) {
        return new TestServer(TestPostgres.port(), settings, CATALOG, List.of());
    }

    /** Reaches PostgreSQL by way of that port. */
    static TestServer startBehind(Relay relay) {
        return new TestServer(relay.port(), Map.of(), CATALOG, List.of());
    }

    /** With a fleet whose work nobody does: its runtime is in memory and its workers are not started. */
    public static TestServer startWithFleet() {
        return startWithFleet(Map.of());
    }

    /** As {@link #startWithFleet()}. */
    public static TestServer startWithFleet(Map<String, Object> settings) {
        return new TestServer(
                TestPostgres.port(),
                settings,
                MemoryParts.catalog(CATALOG.regions()),
                List.of(
                        primary(Runtime.class, MemoryParts::runtime),
                        primary(Engine.class, MemoryParts::engine),
                        primary(ServerName.class, () -> new ServerName("test-" + UUID.randomUUID()))));
    }

    private static <T> RuntimeBeanDefinition<T> primary(Class<T> type, Supplier<T> bean) {
        return RuntimeBeanDefinition.builder(type, bean)
                .singleton(true)
                .qualifier(PrimaryQualifier.instance())
                .build();
    }

    public TestClock clock() {
        return clock;
    }

    public ApplicationContext context() {
        return context;
    }

    public Database database() {
        return database;
    }

    public String adminToken() {
        try {
            return Files.readString(context.getBean(AdminToken.class).file()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One answer, with its body read as JSON where it is. */
    public record Answer(int status, Map<String, List<String>> headers, String text) {
        public JsonNode json() {
            try {
                return JSON.readTree(text);
            } catch (IOException e) {
                throw new UncheckedIOException(text, e);
            }
        }

        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }
    }

    public Answer send(String method, String path, String token, String body) {
        return send(method, path, Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json"), body);
    }

    public Answer send(String method, String path, Map<String, String> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends exactly these bytes and reads the answer until the server closes: send {@code Connection: close}. */
    Answer raw(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            String[] lines = answer.substring(0, end).split("\r\n");
            Map<String, List<String>> headers = new HashMap<>();
            for (int at = 1; at < lines.length; at++) {
                String[] header = lines[at].split(": ?", 2);
                headers.put(header[0], List.of(header[1]));
            }
            return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, answer.substring(end + 4));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getPort() + path);
    }

    /** Makes an organization of a name that no other test has; answers its id. */
    public String anOrganization() {
        Answer made = send(
                "POST",
                "/organizations",
                adminToken(),
                "{\"name\": \"Org " + UUID.randomUUID().toString().substring(0, 8) + "\"}");
        return made.json().get("id").asText();
    }

    public String anEnvironment(String organization) {
        return send(
                        "POST",
                        "/deployments/environments",
                        adminToken(),
                        "{\"label\": \"Test\", \"organizationId\": \"" + organization
                                + "\", \"region\": \"eu-west-1\"}")
                .json()
                .get("id")
                .asText();
    }

    /** An API client as it was made: with its id and secret. */
    JsonNode aClient(String organization, String grants) {
        return send(
                        "POST",
                        "/organizations/" + organization + "/api-clients",
                        adminToken(),
                        "{\"label\": \"Client\", \"grants\": [" + grants + "]}")
                .json();
    }

    JsonNode aClientOf(String environment, String organization, String role) {
        return aClient(organization, "{\"environmentId\": \"" + environment + "\", \"role\": \"" + role + "\"}");
    }

    String tokenOf(JsonNode client) {
        return send(
                        "POST",
                        "/organizations/oauth/token",
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        "client_id=" + client.get("clientId").asText() + "&client_secret="
                                + client.get("clientSecret").asText())
                .json()
                .get("access_token")
                .asText();
    }

    @Override
    public void close() {
        client.close();
        context.close();
        database.close();
        folder.close();
        TestDatabase.delete(root);
    }
}
