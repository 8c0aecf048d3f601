package io.graphstead.runtime.process.distribution;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * A Maven repository of a few small artifacts on this machine, and a settings.xml that makes it the mirror of all others,
 * so that a test reaches nothing else. Remembers what was asked for.
 */
final class SmallRepository implements AutoCloseable {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<String> asked = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<String> brokenOnce = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private final java.util.concurrent.ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Optional<String> login = Optional.empty();

    SmallRepository() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** Adds {@code test:<artifact>:1.0}, which needs the others at run time. */
    SmallRepository with(String artifact, String... needs) throws IOException {
        StringBuilder dependencies = new StringBuilder();
        for (String need : needs) {
            dependencies.append(
                    "<dependency><groupId>test</groupId><artifactId>%s</artifactId><version>1.0</version></dependency>"
                            .formatted(need));
        }
        add(path(artifact, "pom"), """
                <project><modelVersion>4.0.0</modelVersion>
                <groupId>test</groupId><artifactId>%s</artifactId><version>1.0</version>
                <dependencies>%s</dependencies></project>
                """.formatted(artifact, dependencies).getBytes(StandardCharsets.UTF_8));
        add(path(artifact, "jar"), jar(artifact));
        return this;
    }

    /** What the artifact's jar holds is no longer what its checksum says. */
    void corrupt(String artifact) {
        files.computeIfPresent(path(artifact, "jar"), (path, content) -> {
            byte[] damaged = content.clone();
            damaged[damaged.length / 2] ^= 1;
            return damaged;
        });
    }

    void repair(String artifact) throws IOException {
        add(path(artifact, "jar"), jar(artifact));
    }

    /** The next request for the artifact's jar is answered with an error. */
    void breakOnce(String artifact) {
        brokenOnce.add(path(artifact, "jar"));
    }

    void remove(String artifact) {
        files.keySet().removeIf(path -> path.contains("/" + artifact + "/"));
    }

    void requireLogin(String user, String password) {
        login = Optional.of("Basic "
                + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    long timesAsked(String artifact) {
        return asked.stream().filter(path(artifact, "jar")::equals).count();
    }

    /** A settings.xml that sends everything here. */
    Path settings(Path folder) throws IOException {
        return settings(folder, "");
    }

    Path settings(Path folder, String more) throws IOException {
        return settings(folder, server.getAddress().getPort(), more);
    }

    static Path settings(Path folder, int port, String more) throws IOException {
        return Files.writeString(folder.resolve("settings.xml"), """
                <settings><mirrors><mirror><id>here</id><mirrorOf>*</mirrorOf><url>http://127.0.0.1:%d/</url></mirror>
                </mirrors>%s</settings>
                """.formatted(port, more));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        byte[] content = files.get(path);
        if (login.isPresent() && !login.get().equals(given)) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"test\"");
            exchange.sendResponseHeaders(401, -1);
        } else if (brokenOnce.remove(path)) {
            exchange.sendResponseHeaders(500, -1);
        } else if (content == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            exchange.sendResponseHeaders(200, content.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(content);
            }
        }
        exchange.close();
    }

    private void add(String path, byte[] content) {
        files.put(path, content);
        try {
            byte[] checksum = MessageDigest.getInstance("SHA-1").digest(content);
            files.put(path + ".sha1", HexFormat.of().formatHex(checksum).getBytes(StandardCharsets.US_ASCII));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static String path(String artifact, String extension) {
        return "/test/" + artifact + "/1.0/" + artifact + "-1.0." + extension;
    }

    private static byte[] jar(String artifact) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            jar.putNextEntry(new JarEntry(artifact + ".txt"));
            jar.write(artifact.getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
        return bytes.toByteArray();
    }
}
