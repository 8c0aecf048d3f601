package io.graphstead.console;

import io.graphstead.api.TestServer;
import io.graphstead.api.TestServer.Answer;
import io.graphstead.api.graphenedb.Vendors;
import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Size;
import io.graphstead.identity.FirstRun;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of a browser as pages without scripts need: it keeps cookies and sends the forms' token. */
final class Browser {
    static final String PASSWORD = "correct horse battery";

    private static final Pattern TOKEN = Pattern.compile("name=\"form-token\" value=\"([0-9a-f]{64})\"");

    private final TestServer server;
    private final Map<String, String> cookies = new HashMap<>();
    private String token = "";

    Browser(TestServer server) {
        this.server = server;
    }

    /** Signed in as a new member of the organization. */
    static Browser member(TestServer server, String organization, String role, String... types) {
        String email = UUID.randomUUID().toString().substring(0, 8) + "@example.org";
        String list =
                List.of(types).stream().map(type -> '"' + type + '"').toList().toString();
        String url = server.send(
                        "POST",
                        "/organizations/" + organization + "/members",
                        server.adminToken(),
                        "{\"email\": \"" + email + "\", \"role\": \"" + role + "\", \"grantTypes\": " + list + "}")
                .json()
                .get("invitationUrl")
                .asText();
        String invitation = url.substring(url.lastIndexOf('/') + 1);
        Browser browser = new Browser(server);
        browser.get("/join/" + invitation);
        Answer joined = browser.post("/join/" + invitation, Map.of("password", PASSWORD));
        if (joined.status() != 303) {
            throw new IllegalStateException(joined.status() + " " + joined.text());
        }
        return browser;
    }

    /** A database in the environment, with nobody at work on it; answers its id. */
    static String database(TestServer server, String environment) {
        Catalog catalog = server.context().getBean(Catalog.class);
        String vendor = Vendors.of(catalog.releases().getFirst().engine()).segment();
        Answer made = server.send(
                "POST",
                "/deployments/databases/" + vendor,
                server.adminToken(),
                "{\"environmentId\": \"" + environment + "\", \"name\": \"walked\", \"plan\": \""
                        + catalog.sizes(Size.Kind.PLAN).getFirst().id() + "\"}");
        if (made.status() != 202) {
            throw new IllegalStateException(made.status() + " " + made.text());
        }
        return made.json().get("database").get("id").asText();
    }

    /** The link of this start. */
    static String welcome(TestServer server) {
        return "/console/welcome/"
                + server.context().getBean(FirstRun.class).token().orElseThrow();
    }

    /** Of who is signed in. */
    String email() {
        Matcher found = Pattern.compile("[0-9a-z-]+@example\\.org")
                .matcher(get("/console/account").text());
        if (!found.find()) {
            throw new IllegalStateException("nobody is signed in");
        }
        return found.group();
    }

    Answer get(String path) {
        return get(path, Map.of());
    }

    Answer get(String path, Map<String, String> headers) {
        return keep(server.send("GET", path, with(headers), ""));
    }

    /** With the token of the page that was seen last. */
    Answer post(String path, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("form-token", token);
        return postExactly(path, all, Map.of());
    }

    Answer postExactly(String path, Map<String, String> fields, Map<String, String> headers) {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(encoded(name))
                .append('=')
                .append(encoded(value)));
        Map<String, String> all = with(headers);
        all.put("Content-Type", "application/x-www-form-urlencoded");
        return keep(server.send("POST", path, all, body.toString()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Map<String, String> with(Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        StringBuilder sent = new StringBuilder();
        cookies.forEach((name, value) ->
                sent.append(sent.isEmpty() ? "" : "; ").append(name).append('=').append(value));
        if (!sent.isEmpty()) {
            all.put("Cookie", sent.toString());
        }
        return all;
    }

    private Answer keep(Answer answer) {
        answer.headers().forEach((name, values) -> {
            if (name.equalsIgnoreCase("set-cookie")) {
                values.forEach(this::keep);
            }
        });
        Matcher found = TOKEN.matcher(answer.text());
        if (found.find()) {
            token = found.group(1);
        }
        return answer;
    }

    private void keep(String cookie) {
        String pair = cookie.substring(0, cookie.indexOf(';'));
        String name = pair.substring(0, pair.indexOf('='));
        if (cookie.contains("Max-Age=0")) {
            cookies.remove(name);
        } else {
            cookies.put(name, pair.substring(pair.indexOf('=') + 1));
        }
    }

    Map<String, String> cookies() {
        return cookies;
    }

    String token() {
        return token;
    }
}
