package io.graphstead.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An HTTPS server that answers with what it was told and remembers what it was asked. */
final class FakeServer implements AutoCloseable {
    private static final char[] PASSWORD = "fake".toCharArray();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpsServer http;
    private final Path ca;
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    record Answer(int status, String contentType, String body) {}

    /** @param target path and query */
    record Request(String method, String target, Optional<String> authorization, String contentType, String body) {
        /** Method, path and body in one line, JSON without spaces. */
        String line() {
            return (method + " " + target + " " + (contentType.contains("json") ? body : "")).strip();
        }
    }

    FakeServer(Path folder) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        X509Certificate certificate = certificate(keys);
        ca = Files.writeString(
                folder.resolve("fake-ca.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        store.setKeyEntry("server", keys.getPrivate(), PASSWORD, new X509Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        http = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setHttpsConfigurator(new HttpsConfigurator(tls));
        http.createContext("/", this::answer);
        http.start();
    }

    private static X509Certificate certificate(KeyPair keys) throws Exception {
        X500Principal name = new X500Principal("CN=fake");
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(Duration.ofHours(1))),
                name,
                keys.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    URI address() {
        return URI.create("https://127.0.0.1:" + http.getAddress().getPort());
    }

    Path ca() {
        return ca;
    }

    /** @param request method and path, without the query; several answers are given in turn, the last one for ever */
    FakeServer on(String request, int status, String body) {
        return on(request, new Answer(status, "application/json", body));
    }

    FakeServer on(String request, Answer answer) {
        answers.computeIfAbsent(request, key -> new ArrayDeque<>()).add(answer);
        return this;
    }

    /** Forgets the answers to a request. */
    FakeServer forget(String request) {
        answers.remove(request);
        return this;
    }

    List<Request> requests() {
        return requests;
    }

    /** What was sent to change something. */
    List<String> changes() {
        return requests.stream()
                .filter(request -> !request.method().equals("GET") && !request.target().contains("token"))
                .map(Request::line)
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(new Request(
                method,
                exchange.getRequestURI().toString(),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                body));
        Answer answer = next(method + " " + exchange.getRequestURI().getRawPath());
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        exchange.getResponseHeaders().set("X-Request-Id", "request-" + requests.size());
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private synchronized Answer next(String request) throws IOException {
        Deque<Answer> left = answers.getOrDefault(request, new ArrayDeque<>());
        if (left.isEmpty()) {
            return new Answer(
                    404,
                    "application/json",
                    JSON.writeValueAsString(Map.of("error", "the fake server has no answer to " + request)));
        }
        return left.size() == 1 ? left.getFirst() : left.removeFirst();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
