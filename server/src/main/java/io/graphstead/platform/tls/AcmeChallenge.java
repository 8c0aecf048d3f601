package io.graphstead.platform.tls;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Proves by HTTP-01 that a name leads here: for as long as an order takes, tokens are answered and nothing else is. */
final class AcmeChallenge implements AutoCloseable {
    private static final String PATH = "/.well-known/acme-challenge/";
    private static final int WAITING = 50;

    private final HttpServer server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();

    AcmeChallenge(String address, int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), WAITING);
        server.createContext("/", this::answer);
        server.start();
    }

    void expect(String token, String answer) {
        answers.put(token, answer);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String answer = path.startsWith(PATH) ? answers.get(path.substring(PATH.length())) : null;
            byte[] body = (answer == null ? "not found" : answer).getBytes(StandardCharsets.US_ASCII);
            exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
