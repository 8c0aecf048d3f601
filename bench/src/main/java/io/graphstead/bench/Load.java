package io.graphstead.bench;

import io.graphstead.cli.client.TrustedCa;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks the same over a few TLS connections that stay open, each as soon as it has its answer. Written by hand because it
 * shares the machine's cores with the server that is measured: a real HTTP client would take more of them than the server.
 */
final class Load implements AutoCloseable {
    private static final int CONNECTIONS = 8;

    private final URI address;
    private final List<Socket> connections = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);

    Load(URI address, Path ca) throws IOException {
        this.address = address;
        SSLSocketFactory factory = TrustedCa.of(ca).context().getSocketFactory();
        for (int i = 0; i < CONNECTIONS; i++) {
            Socket socket = factory.createSocket(address.getHost(), address.getPort());
            socket.setTcpNoDelay(true);
            connections.add(socket);
        }
    }

    byte[] request(String method, String path, Map<String, String> headers, String body) {
        StringBuilder request =
                new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + address.getHost() + "\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        if (!body.isEmpty()) {
            request.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return request.append("\r\n").append(body).toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** How many answers of that status came in a second. */
    double perSecond(byte[] request, int status, Duration time) throws InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        List<Future<Integer>> counts = new ArrayList<>();
        for (Socket connection : connections) {
            counts.add(threads.submit(() -> count(connection, request, status, until)));
        }
        int sum = 0;
        for (Future<Integer> each : counts) {
            try {
                sum += each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return sum / (time.toNanos() / 1e9);
    }

    private static int count(Socket connection, byte[] request, int status, long until) throws IOException {
        InputStream in = new BufferedInputStream(connection.getInputStream());
        int answers = 0;
        while (System.nanoTime() < until) {
            connection.getOutputStream().write(request);
            connection.getOutputStream().flush();
            String first = line(in);
            int length = 0;
            for (String line = line(in); !line.isEmpty(); line = line(in)) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            byte[] body = in.readNBytes(length);
            if (!first.startsWith("HTTP/1.1 " + status)) {
                throw new IOException(first + ": " + new String(body, StandardCharsets.UTF_8));
            }
            answers++;
        }
        return answers;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each < 0) {
                throw new IOException("the server closed the connection");
            }
            if (each != '\r') {
                line.append((char) each);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (Socket each : connections) {
            each.close();
        }
    }
}
