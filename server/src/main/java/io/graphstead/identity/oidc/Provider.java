package io.graphstead.identity.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Clock;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A provider as it has described itself.
 *
 * @param secretInForm whether it wants the client's secret in the form and not in a header
 */
record Provider(
        String issuer,
        URI authorization,
        URI token,
        Optional<URI> userInfo,
        boolean secretInForm,
        JWKSource<SecurityContext> keys) {
    /** With a key pair, all of them: one that a client could make with what it knows is no proof. */
    private static final Set<JWSAlgorithm> SIGNATURES = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /** @throws IOException with words when it cannot be reached or describes itself wrongly */
    static Provider discover(String issuer, ProviderHttp http) throws IOException {
        URI address = safe(issuer.replaceFirst("/+$", "") + "/.well-known/openid-configuration");
        ProviderHttp.Answer answer = http.get(address, Map.of());
        if (answer.status() != 200) {
            throw new IOException(address + " answers with status " + answer.status());
        }
        Map<String, Object> said = answer.json();
        if (!issuer.equals(said.get("issuer"))) {
            throw new IOException("it calls itself " + said.get("issuer") + " and not " + issuer);
        }
        boolean inForm = said.get("token_endpoint_auth_methods_supported") instanceof List<?> ways
                && !ways.contains("client_secret_basic")
                && ways.contains("client_secret_post");
        return new Provider(
                issuer,
                endpoint(said, "authorization_endpoint"),
                endpoint(said, "token_endpoint"),
                said.containsKey("userinfo_endpoint")
                        ? Optional.of(endpoint(said, "userinfo_endpoint"))
                        : Optional.empty(),
                inForm,
                // Keys are kept, and asked for again when a token names one that is not known.
                JWKSourceBuilder.<SecurityContext>create(
                                endpoint(said, "jwks_uri").toURL(), http)
                        .refreshAheadCache(false)
                        .build());
    }

    private static URI endpoint(Map<String, Object> said, String name) throws IOException {
        if (said.get(name) instanceof String address) {
            return safe(address);
        }
        throw new IOException("it does not say its " + name);
    }

    /** Nothing secret goes over a network in plain sight. */
    private static URI safe(String address) throws IOException {
        try {
            URI parsed = URI.create(address);
            boolean here = List.of("localhost", "127.0.0.1", "[::1]").contains(String.valueOf(parsed.getHost()));
            if ("https".equals(parsed.getScheme()) || "http".equals(parsed.getScheme()) && here) {
                return parsed;
            }
        } catch (IllegalArgumentException _) {
            // As one of another scheme.
        }
        throw new IOException("\"" + address + "\" is not an address with https");
    }

    /**
     * The claims of an ID token that was made by this provider for this client and this sign-in.
     *
     * @throws BadJOSEException when it was not
     * @throws IOException when the provider's keys cannot be had
     */
    JWTClaimsSet verified(String idToken, String clientId, String nonce, Clock clock)
            throws BadJOSEException, IOException {
        // Sets of the library's kind: it asks them for null.
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(SIGNATURES, keys));
        processor.setJWTClaimsSetVerifier(
                new DefaultJWTClaimsVerifier<>(
                        Collections.singleton(clientId),
                        new JWTClaimsSet.Builder()
                                .issuer(issuer)
                                .claim("nonce", nonce)
                                .build(),
                        new HashSet<>(List.of("sub", "exp", "iat")),
                        Collections.emptySet()) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                });
        try {
            JWTClaimsSet claims = processor.process(idToken, null);
            String party = claims.getStringClaim("azp");
            if (party != null && !party.equals(clientId)
                    || party == null && claims.getAudience().size() > 1) {
                throw new BadJOSEException("it was made for another party");
            }
            return claims;
        } catch (KeySourceException e) {
            throw new IOException("its keys cannot be had: " + e.getMessage(), e);
        } catch (ParseException | JOSEException e) {
            throw new BadJOSEException(String.valueOf(e.getMessage()), e);
        }
    }
}
