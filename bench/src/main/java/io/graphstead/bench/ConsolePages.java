package io.graphstead.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.TrustedCa;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Pages of an organization with ten thousand databases, beside a page of the same server that asks nothing of PostgreSQL:
 * how long each takes one visitor, and how much is sent.
 */
final class ConsolePages {
    private static final String SCENARIO = "console";
    private static final int DATABASES = 10_000;
    private static final int WARM_UP = 60;
    private static final int ASKED = 200;
    private static final double LONGEST_SECONDS = 0.1;
    private static final double FIRST_KB = 400;
    private static final double LATER_KB = 30;

    private static final String EMAIL = "bench@example.org";
    private static final String PASSWORD = "bench bench bench";
    private static final Pattern TOKEN = Pattern.compile("name=\"form-token\" value=\"([0-9a-f]{64})\"");
    private static final Pattern FILE = Pattern.compile("\"(/console/static/[^\"#]+)[\"#]");

    private final CookieManager cookies = new CookieManager();

    List<Figure> measure(Path folder) throws IOException, InterruptedException {
        try (BenchServer server = BenchServer.withOwner(folder, EMAIL, PASSWORD);
                HttpClient browser = HttpClient.newBuilder()
                        .sslContext(TrustedCa.of(server.process().data().resolve("ca.pem"))
                                .context())
                        .version(HttpClient.Version.HTTP_1_1)
                        .cookieHandler(cookies)
                        .build()) {
            JsonNode made = server.create("graphquick", "q1", "asked");
            server.awaitOperation(made.path("operationId").asText());
            String database = made.path("database").path("id").asText();
            ManyDatabases.insert(server.process().data(), database, DATABASES - 1);
            URI address = server.process().address();
            signIn(browser, address);
            return figures(browser, address, server, database);
        }
    }

    private void signIn(HttpClient browser, URI address) throws IOException, InterruptedException {
        String page = text(get(browser, address.resolve("/console/sign-in")));
        Matcher token = TOKEN.matcher(page);
        if (!token.find()) {
            throw new IllegalStateException("no form to sign in with");
        }
        HttpResponse<byte[]> in = browser.send(
                HttpRequest.newBuilder(address.resolve("/console/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("form-token=" + token.group(1) + "&email=" + EMAIL
                                + "&password=" + PASSWORD.replace(' ', '+')))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (in.statusCode() != 303) {
            throw new IllegalStateException("signing in was answered with " + in.statusCode());
        }
    }

    private static List<Figure> figures(HttpClient browser, URI address, BenchServer server, String database)
            throws IOException, InterruptedException {
        String home = "/console/organizations/" + server.organization();
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("constant page", "/join/none");
        pages.put("databases", home);
        pages.put("databases, page 200", home + "?page=200");
        pages.put("databases, searched", home + "?q=base-77");
        pages.put("databases, by state", home + "?sort=state");
        pages.put("databases, by version", home + "?sort=version&state=running");
        pages.put("environments", home + "/environments");
        pages.put("api clients", home + "/api-clients");
        pages.put("members", home + "/members");
        pages.put("audit", home + "/audit");
        pages.put("gdb api", home + "/gdb-api");
        pages.put("new database", home + "/databases/new");
        pages.put("a database", "/console/databases/" + database);
        pages.put("its operations", "/console/databases/" + database + "/operations");
        List<Figure> figures = new ArrayList<>();
        Samples sizes = new Samples();
        for (Map.Entry<String, String> each : pages.entrySet()) {
            URI page = address.resolve(each.getValue());
            Samples times = new Samples();
            for (int at = 0; at < WARM_UP + ASKED; at++) {
                long before = System.nanoTime();
                HttpResponse<byte[]> answer = get(browser, page);
                double seconds = (System.nanoTime() - before) / 1e9;
                if (answer.statusCode() != 200 && !each.getKey().equals("constant page")) {
                    throw new IllegalStateException(page + " was answered with " + answer.statusCode());
                }
                if (at >= WARM_UP) {
                    times.add(seconds);
                }
                if (at == 0) {
                    sizes.add(answer.body().length / 1000.0);
                }
            }
            figures.add(times.figure(SCENARIO, each.getKey() + ", p99 s", 0.99, LONGEST_SECONDS));
        }
        figures.add(first(browser, address, home));
        figures.add(sizes.figure(SCENARIO, "a later page, largest, kB", 1, LATER_KB));
        return figures;
    }

    /** A page with every file that it names, as a browser that was never here gets them. */
    private static Figure first(HttpClient browser, URI address, String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> page = get(browser, address.resolve(path));
        Set<String> files = new LinkedHashSet<>();
        Matcher named = FILE.matcher(text(page));
        while (named.find()) {
            files.add(named.group(1));
        }
        double all = page.body().length;
        for (String file : files) {
            all += get(browser, address.resolve(file)).body().length;
        }
        Samples sum = new Samples();
        sum.add(all / 1000);
        return sum.figure(SCENARIO, "the first page with its files, kB", FIRST_KB);
    }

    private static HttpResponse<byte[]> get(HttpClient browser, URI page) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(page).header("Accept-Encoding", "gzip").build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> answer) throws IOException {
        boolean packed = answer.headers()
                .firstValue("content-encoding")
                .filter("gzip"::equals)
                .isPresent();
        if (!packed) {
            return new String(answer.body(), StandardCharsets.UTF_8);
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
