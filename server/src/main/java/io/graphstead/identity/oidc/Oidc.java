package io.graphstead.identity.oidc;

import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import io.graphstead.identity.Tickets;
import io.graphstead.platform.CannotStart;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refusal.Unauthenticated;
import io.graphstead.refusal.Refusal.Unavailable;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to an identity provider and back: {@link #begin} sends someone there with a state, a nonce and a PKCE challenge
 * of this one sign-in; {@link #finish} takes what they bring back and says which address they have proven. What must be
 * remembered between lies sealed in the browser. The provider is asked who it is when somebody first wants to go there.
 */
@Singleton
public class Oidc {
    private static final Logger LOG = LoggerFactory.getLogger(Oidc.class);
    private static final String PURPOSE = "sign-in at the identity provider";
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration DESCRIPTION_IS_KEPT = Duration.ofHours(1);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final OidcSettings settings;
    private final Optional<String> secret;
    private final ProviderHttp http;
    private final Tickets tickets;
    private final Clock clock;

    private Optional<Described> described = Optional.empty();

    Oidc(OidcSettings settings, Tickets tickets, Clock clock) {
        this.settings = settings;
        this.tickets = tickets;
        this.clock = clock;
        if (settings.issuer().isPresent() != settings.clientId().isPresent()) {
            throw new CannotStart("oidc.issuer and oidc.client-id belong together; set both or none");
        }
        this.secret = settings.clientSecretFile().map(Oidc::firstLine).or(settings::clientSecret);
        this.http = new ProviderHttp(settings.caFile().map(CaFile::trusting));
    }

    private record Described(Provider provider, Instant at) {}

    /**
     * On the way to the provider.
     *
     * @param address where the browser goes
     * @param ticket what it brings back to {@link #finish}
     */
    public record Departure(URI address, String ticket) {
        @Override
        public String toString() {
            return "Departure[hidden]";
        }
    }

    /**
     * Back from it.
     *
     * @param email which was proven
     * @param next where the person wanted to go
     */
    public record Arrival(String email, String next) {}

    private static String firstLine(Path file) {
        try {
            return Files.readString(file).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new CannotStart(
                    "oidc.client-secret-file " + file + " cannot be read (" + e.getMessage()
                            + "); make it readable by the server",
                    e);
        }
    }

    /** What the provider is called; empty when there is none. */
    public Optional<String> name() {
        return settings.issuer().map(_ -> settings.name());
    }

    /**
     * @param back the address of this server at which {@link #finish} is reached
     * @param next where to go on afterwards
     * @throws Refused in words when there is no provider, or it cannot be asked
     */
    public Departure begin(String back, String next) {
        Provider provider = provider();
        String state = random();
        String nonce = random();
        String verifier = random();
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("response_type", "code");
        asked.put("client_id", clientId());
        asked.put("redirect_uri", back);
        asked.put("scope", "openid email");
        asked.put("state", state);
        asked.put("nonce", nonce);
        asked.put("code_challenge", challenge(verifier));
        asked.put("code_challenge_method", "S256");
        String address = provider.authorization().toString();
        return new Departure(
                URI.create(address + (address.contains("?") ? "&" : "?") + form(asked)),
                tickets.make(PURPOSE, LIFETIME, state, nonce, verifier, back, next));
    }

    /**
     * @param ticket of the {@link Departure}
     * @param brought the parameters with which the provider has sent the person back
     * @throws Refused in words when anything about it is not as it must be
     */
    public Arrival finish(String ticket, Map<String, String> brought) {
        List<String> parts = tickets.read(PURPOSE, ticket)
                .orElseThrow(() -> refused("this sign-in has taken longer than ten minutes; begin again"));
        String state = brought.getOrDefault("state", "");
        if (!MessageDigest.isEqual(
                parts.get(0).getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8))) {
            throw refused("this sign-in was not begun in this browser, or another one was begun since; begin again");
        }
        Provider provider = provider();
        // RFC 9207: who answers is who was asked.
        if (!brought.getOrDefault("iss", provider.issuer()).equals(provider.issuer())) {
            throw refused("another provider has answered than was asked; begin again");
        }
        if (brought.containsKey("error")) {
            LOG.info(
                    "The identity provider refuses a sign-in: {}",
                    brought.get("error").replaceAll("[^ -~]", "?"));
            throw refused(settings.name() + " did not sign you in; begin again, or sign in with a password");
        }
        try {
            Map<String, Object> tokens =
                    exchange(provider, brought.getOrDefault("code", ""), parts.get(2), parts.get(3));
            if (!(tokens.get("id_token") instanceof String idToken)) {
                throw new IOException("the answer to the code has no id_token");
            }
            JWTClaimsSet claims = provider.verified(idToken, clientId(), parts.get(1), clock);
            return new Arrival(email(provider, claims, tokens), parts.get(4));
        } catch (BadJOSEException e) {
            LOG.warn("An ID token of {} is refused: {}", provider.issuer(), e.getMessage());
            throw refused(
                    "what " + settings.name() + " has said of you cannot be believed; begin again. The operator of this"
                            + " server finds the reason in its log");
        } catch (IOException e) {
            throw unavailable(e);
        }
    }

    private Map<String, Object> exchange(Provider provider, String code, String verifier, String back)
            throws IOException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", back);
        form.put("code_verifier", verifier);
        Map<String, String> headers = new LinkedHashMap<>();
        if (secret.isPresent() && !provider.secretInForm()) {
            String both = encoded(clientId()) + ":" + encoded(secret.get());
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
        } else {
            form.put("client_id", clientId());
            secret.ifPresent(text -> form.put("client_secret", text));
        }
        ProviderHttp.Answer answer = http.post(provider.token(), form(form), headers);
        if (answer.status() >= 500) {
            throw new IOException(provider.token() + " answers with status " + answer.status());
        }
        if (answer.status() != 200) {
            LOG.warn("{} refuses a code with status {}", provider.token(), answer.status());
            throw refused(settings.name() + " did not confirm this sign-in; begin again");
        }
        return answer.json();
    }

    /** From the token or, with providers that keep it out of there, asked for with the access token. */
    private String email(Provider provider, JWTClaimsSet claims, Map<String, Object> tokens) throws IOException {
        Map<String, Object> said = claims.getClaims();
        if (!said.containsKey("email")
                && provider.userInfo().isPresent()
                && tokens.get("access_token") instanceof String access) {
            ProviderHttp.Answer answer =
                    http.get(provider.userInfo().get(), Map.of("Authorization", "Bearer " + access));
            Map<String, Object> more = answer.status() == 200 ? answer.json() : Map.of();
            said = claims.getSubject().equals(more.get("sub")) ? more : Map.of();
        }
        if (!(said.get("email") instanceof String email) || email.isBlank()) {
            throw refused(
                    settings.name() + " does not say your email address; ask the operator of this server to let it");
        }
        if (!"true".equals(String.valueOf(said.get("email_verified")))) {
            throw refused(
                    settings.name() + " does not say that your email address is verified; have it verified there");
        }
        return email;
    }

    private synchronized Provider provider() {
        String issuer = settings.issuer()
                .orElseThrow(() -> new Refused(new NotFound("identity provider", "(oidc.issuer is not set)")));
        Instant now = clock.instant();
        if (described
                .filter(known -> now.isBefore(known.at().plus(DESCRIPTION_IS_KEPT)))
                .isEmpty()) {
            try {
                described = Optional.of(new Described(Provider.discover(issuer, http), now));
            } catch (IOException e) {
                throw unavailable(e);
            }
        }
        return described.orElseThrow().provider();
    }

    private String clientId() {
        return settings.clientId().orElseThrow();
    }

    private static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Refused refused(String words) {
        return new Refused(new Unauthenticated(words));
    }

    private Refused unavailable(IOException cause) {
        LOG.warn(
                "The identity provider {} cannot be asked: {}",
                settings.issuer().orElse(""),
                cause.toString());
        return new Refused(new Unavailable(settings.name()
                + " cannot be asked now; try again in a moment, or sign in with a password. The operator of this server finds"
                + " the reason in its log"));
    }
}
