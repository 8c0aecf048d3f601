package io.graphstead.runtime.process.distribution;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A release site on this machine that answers as a test tells it, and remembers what was asked. */
final class SmallSite implements AutoCloseable {
    /** How one request is answered. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);

    SmallSite() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    SmallSite on(String path, Answer answer) {
        answers.put(path, answer);
        return this;
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** The whole of it, or the rest where a range is asked for and the tag is the same. */
    static Answer file(byte[] content, String tag) {
        return exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            boolean rest =
                    range != null && tag.equals(exchange.getRequestHeaders().getFirst("If-Range"));
            int from = rest ? Integer.parseInt(range.replaceAll("\\D", "")) : 0;
            exchange.getResponseHeaders().set("ETag", tag);
            if (rest) {
                exchange.getResponseHeaders()
                        .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
            }
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(rest ? 206 : 200, head ? -1 : content.length - from);
            if (!head) {
                exchange.getResponseBody().write(content, from, content.length - from);
            }
        };
    }

    /** Says that it is as long as it is, and ends before. */
    static Answer cutAfter(int bytes, byte[] content, String tag) {
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", tag);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, bytes);
            exchange.getResponseBody().flush();
        };
    }

    static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    static Answer sendOn(String to) {
        return exchange -> {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    /** Begins, and says nothing more until the site is closed. */
    Answer silentAfter(int bytes, byte[] content) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, bytes);
            exchange.getResponseBody().flush();
            waitForEnd();
        };
    }

    /** Never answers. */
    Answer silent() {
        return exchange -> waitForEnd();
    }

    /** First one answer, then another. */
    static Answer first(Answer first, Answer then) {
        CountDownLatch answered = new CountDownLatch(1);
        return exchange -> {
            boolean again = answered.getCount() == 0;
            answered.countDown();
            (again ? then : first).to(exchange);
        };
    }

    private void waitForEnd() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            answers.getOrDefault(exchange.getRequestURI().getPath(), status(404))
                    .to(exchange);
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
