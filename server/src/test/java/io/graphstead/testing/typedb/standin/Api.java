package io.graphstead.testing.typedb.standin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The HTTP API, and as much of its query language as tests write: persons, and the names that they have. */
final class Api {
    private static final Pattern NAME = Pattern.compile("has\\s+name\\s+\"([^\"]*)\"");
    private static final Pattern KIND = Pattern.compile("\\bisa\\b");

    /** A match of so many things at once is a product that takes for ever. */
    private static final int ENDLESS = 4;

    private final String version;
    private final Store store;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger running = new AtomicInteger();

    Api(String version, Store store) {
        this.version = version;
        this.store = store;
    }

    /** Queries at work, which a graceful stop waits for. */
    int running() {
        return running.get();
    }

    Answer answer(String method, String path, @Nullable String token, String body)
            throws IOException, InterruptedException {
        switch (method + " " + path) {
            case "GET /health", "GET /v1/health" -> {
                return new Answer(204, "");
            }
            case "GET /v1/version" -> {
                return Answer.ok("{\"distribution\":\"TypeDB CE\",\"version\":" + Json.quoted(version) + "}");
            }
            case "POST /v1/signin" -> {
                return signIn(Json.text(body, "username"), Json.text(body, "password"));
            }
            default -> {}
        }
        if (token == null) {
            return Answer.error(401, "AUT2", "Missing token (expected as the authorization bearer).");
        }
        if (!tokens.containsKey(token)) {
            return Answer.error(401, "AUT3", "Invalid token supplied.");
        }
        String[] parts = path.split("/");
        if (parts.length < 3 || !parts[1].equals("v1")) {
            return Answer.error(404, "HSR4", "Not found.");
        }
        String name = parts.length > 3 ? parts[3] : "";
        return switch (parts[2]) {
            case "users" -> users(method, name, body);
            case "databases" -> databases(method, name);
            case "query" -> query(body);
            default -> Answer.error(404, "HSR4", "Not found.");
        };
    }

    private Answer signIn(@Nullable String user, @Nullable String password) {
        if (user == null || password == null) {
            return Answer.error(400, "HSR3", "Cannot parse JSON body: missing field.");
        }
        if (!store.isPassword(user, password)) {
            return Answer.error(401, "AUT1", "Invalid credential supplied.");
        }
        String token = UUID.randomUUID().toString();
        tokens.put(token, user);
        return Answer.ok("{\"token\":\"" + token + "\"}");
    }

    private Answer users(String method, String name, String body) throws IOException {
        @Nullable String password = Json.text(body, "password");
        switch (method) {
            case "GET" -> {
                List<String> users = new ArrayList<>();
                for (String user : name.isEmpty() ? store.userNames() : List.of(name)) {
                    users.add("{\"username\":" + Json.quoted(user) + "}");
                }
                if (name.isEmpty()) {
                    return Answer.ok("{\"users\":[" + String.join(",", users) + "]}");
                }
                return store.hasUser(name) ? Answer.ok(users.getFirst()) : noUser();
            }
            case "POST", "PUT" -> {
                if (password == null) {
                    return Answer.error(400, "HSR3", "Cannot parse JSON body: missing field `password`.");
                }
                if (method.equals("PUT") && !store.hasUser(name)) {
                    return noUser();
                }
                if (method.equals("POST") && store.hasUser(name)) {
                    return Answer.error(400, "USC3", "User already exists.");
                }
                store.setUser(name, password); // an empty one too
                tokens.values().removeIf(name::equals);
                return Answer.ok("");
            }
            case "DELETE" -> {
                store.deleteUser(name);
                tokens.values().removeIf(name::equals);
                return Answer.ok("");
            }
            default -> {
                return new Answer(405, "");
            }
        }
    }

    private static Answer noUser() {
        return Answer.error(404, "SRV4", "User not found.");
    }

    private Answer databases(String method, String name) throws IOException {
        if (method.equals("GET") && name.isEmpty()) {
            List<String> all = new ArrayList<>();
            for (String database : store.databaseNames()) {
                all.add("{\"name\":" + Json.quoted(database) + "}");
            }
            return Answer.ok("{\"databases\":[" + String.join(",", all) + "]}");
        }
        if (method.equals("POST")) {
            if (store.has(name)) {
                return Answer.error(400, "DBC3", "Database '" + name + "' already exists.");
            }
            if (!name.matches("[A-Za-z][A-Za-z0-9_-]{0,63}")) {
                return Answer.error(400, "DBC1", "Cannot create database since '" + name + "' is not a valid name.");
            }
            store.create(name);
            return Answer.ok("");
        }
        if (!store.has(name)) {
            return noDatabase(name);
        }
        if (method.equals("DELETE")) {
            store.delete(name);
            return Answer.ok("");
        }
        return Answer.ok("{\"name\":" + Json.quoted(name) + "}");
    }

    private static Answer noDatabase(String name) {
        return Answer.error(404, "SRV3", "Database '" + name + "' not found.");
    }

    private Answer query(String body) throws IOException, InterruptedException {
        @Nullable String database = Json.text(body, "databaseName");
        @Nullable String type = Json.text(body, "transactionType");
        @Nullable String query = Json.text(body, "query");
        if (database == null || type == null || query == null) {
            return Answer.error(400, "HSR3", "Cannot parse JSON body: missing field.");
        }
        if (!store.has(database)) {
            return noDatabase(database);
        }
        running.incrementAndGet();
        try {
            return query(database, type, query.strip(), body.matches("(?s).*\"commit\"\\s*:\\s*false.*"));
        } finally {
            running.decrementAndGet();
        }
    }

    private Answer query(String database, String type, String query, boolean dropped)
            throws IOException, InterruptedException {
        if (query.startsWith("define")) {
            if (!type.equals("schema")) {
                return Answer.error(400, "TSV7", "Schema modification queries require schema transactions.");
            }
            if (!dropped) {
                store.define(database, query);
            }
            return Answer.ok(
                    "{\"queryType\":\"schema\",\"answerType\":\"ok\",\"answers\":null,\"query\":null,\"warning\":null}");
        }
        if (query.startsWith("insert")) {
            if (type.equals("read")) {
                return Answer.error(
                        400, "TSV8", "Data modification queries require either write or schema transactions.");
            }
            List<String> names = new ArrayList<>();
            Matcher each = NAME.matcher(query);
            while (each.find()) {
                names.add(each.group(1));
            }
            if (!dropped) {
                store.insert(database, names);
            }
            return rows("write", List.of());
        }
        if (query.startsWith("match")) {
            return match(database, query);
        }
        return Answer.error(400, "TQL0", "Error parsing query.");
    }

    private Answer match(String database, String query) throws InterruptedException {
        int things = 0;
        for (Matcher kinds = KIND.matcher(query); kinds.find(); ) {
            things++;
        }
        if (things >= ENDLESS) {
            new CountDownLatch(1).await();
        }
        List<String> names = store.names(database);
        if (query.contains("reduce")) {
            return rows(
                    "read",
                    List.of("{\"involvedBlocks\":[0],\"data\":{\"count\":{\"kind\":\"value\",\"value\":" + names.size()
                            + ",\"valueType\":\"integer\"}}}"));
        }
        List<String> rows = new ArrayList<>();
        for (String name : names) {
            rows.add(
                    "{\"involvedBlocks\":[0],\"data\":{\"n\":{\"kind\":\"attribute\",\"iid\":\"0x1e00000000\",\"value\":"
                            + Json.quoted(name)
                            + ",\"valueType\":\"string\",\"type\":{\"kind\":\"attributeType\",\"label\":\"name\",\"valueType\":\"string\"}}}}");
        }
        return rows("read", rows);
    }

    private static Answer rows(String queryType, List<String> rows) {
        return Answer.ok("{\"queryType\":\"" + queryType + "\",\"answerType\":\"conceptRows\",\"answers\":["
                + String.join(",", rows) + "],\"query\":null,\"warning\":null}");
    }
}
