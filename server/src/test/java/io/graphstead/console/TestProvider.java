package io.graphstead.console;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A small OpenID Connect provider on loopback, with one person. It checks what a good one checks: client, redirect
 * address, PKCE, that a code comes once. What it says of the person can be bent by tests.
 */
final class TestProvider implements AutoCloseable {
    static final String CLIENT = "graphstead-tests";
    static final String SECRET = "a secret: with / signs & spaces";

    private final HttpServer http;
    private final Clock clock;
    private final RSAKey key = newKey();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final AtomicInteger keysAsked = new AtomicInteger();

    private volatile String email = "ada@example.org";
    private volatile UnaryOperator<JWTClaimsSet.Builder> claims = UnaryOperator.identity();
    private volatile Signature signature = Signature.RIGHT;

    /** With what ID tokens are signed. */
    enum Signature {
        RIGHT,
        /** Another key under the name of the right one. */
        OF_ANOTHER,
        /** Somebody's changes after it was signed. */
        BROKEN,
        NONE
    }

    TestProvider(Clock clock) {
        this.clock = clock;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/.well-known/openid-configuration", this::describe);
        http.createContext("/keys", this::keys);
        http.createContext("/authorize", this::authorize);
        http.createContext("/token", this::token);
        http.start();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID("of the tests").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** Who is asked for consent from now on, and nothing else is bent. */
    void isVisitedBy(String address) {
        email = address;
        claims = UnaryOperator.identity();
        signature = Signature.RIGHT;
    }

    void says(UnaryOperator<JWTClaimsSet.Builder> other) {
        claims = other;
    }

    void signs(Signature other) {
        signature = other;
    }

    int keysAsked() {
        return keysAsked.get();
    }

    private void describe(HttpExchange exchange) throws IOException {
        answer(exchange, 200, "application/json", """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                 "jwks_uri": "%1$s/keys", "response_types_supported": ["code"], "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256"]}""".formatted(issuer()));
    }

    private void keys(HttpExchange exchange) throws IOException {
        keysAsked.incrementAndGet();
        answer(exchange, 200, "application/json", new JWKSet(key.toPublicJWK()).toString());
    }

    private void authorize(HttpExchange exchange) throws IOException {
        String back = consent(exchange.getRequestURI()).replace("&", "&amp;");
        answer(exchange, 200, "text/html; charset=utf-8", """
                <!DOCTYPE html><html lang="en"><head><title>Test provider</title></head><body><main><h1>Test provider</h1>
                <p><a href="%s">Go on as %s</a></p></main></body></html>""".formatted(back, email));
    }

    /** What the person's browser is sent to after they have agreed at that address. */
    String consent(URI asked) {
        Map<String, String> fields = fields(asked.getRawQuery());
        if (!fields.get("client_id").equals(CLIENT)
                || !fields.get("response_type").equals("code")
                || !fields.get("scope").contains("openid")
                || !fields.get("code_challenge_method").equals("S256")) {
            throw new IllegalArgumentException(fields.toString());
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, fields);
        return fields.get("redirect_uri") + "?code=" + code + "&state="
                + URLEncoder.encode(fields.get("state"), StandardCharsets.UTF_8);
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
        String both = URLEncoder.encode(CLIENT, StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        boolean known = ("Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)))
                .equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!known
                || asked == null
                || !asked.get("redirect_uri").equals(form.get("redirect_uri"))
                || !asked.get("code_challenge").equals(challenge(form.getOrDefault("code_verifier", "")))) {
            answer(exchange, 400, "application/json", "{\"error\": \"invalid_grant\"}");
            return;
        }
        answer(
                exchange,
                200,
                "application/json",
                "{\"access_token\": \"of no use\", \"token_type\": \"Bearer\", \"id_token\": \""
                        + idToken(asked.get("nonce")) + "\"}");
    }

    private String idToken(String nonce) {
        JWTClaimsSet said = claims.apply(new JWTClaimsSet.Builder()
                        .issuer(issuer())
                        .subject("person of " + email)
                        .audience(CLIENT)
                        .issueTime(Date.from(clock.instant()))
                        .expirationTime(Date.from(clock.instant().plusSeconds(300)))
                        .claim("nonce", nonce)
                        .claim("email", email)
                        .claim("email_verified", true))
                .build();
        try {
            if (signature == Signature.NONE) {
                return new PlainJWT(said).serialize();
            }
            JWSSigner signer = new RSASSASigner(signature == Signature.OF_ANOTHER ? newKey() : key);
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    said);
            token.sign(signer);
            String[] parts = token.serialize().split("\\.", -1);
            String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
            return signature == Signature.BROKEN
                    ? parts[0] + "."
                            + Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(payload.replace("person of", "person or")
                                            .getBytes(StandardCharsets.UTF_8))
                            + "." + parts[2]
                    : token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> fields(String encoded) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            fields.put(
                    URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
