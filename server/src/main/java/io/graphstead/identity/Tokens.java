package io.graphstead.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.graphstead.platform.database.DatabaseUnavailable;
import io.graphstead.platform.folder.AdminToken;
import io.graphstead.refusal.Refusal.Unauthenticated;
import io.graphstead.refusal.Refusal.Unavailable;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.JdbiException;

/**
 * Makes tokens and says whose they are. A token is a JWT signed with HS256; it names its subject and the generation of the
 * secret that it was made with, and is good for an hour, or until that generation is over.
 */
@Singleton
public class Tokens {
    /** GrapheneDB contract §2, TypeDB contract §2. */
    static final Duration LIFETIME = Duration.ofHours(1);

    private static final String GENERATION = "gen";
    private static final int LONGEST = 2048;

    private final TokenKey key;
    private final AdminToken adminToken;
    private final Standings standings;
    private final ApiClientStore clients;
    private final People people;
    private final SecondFactors factors;
    private final SecretHash hash;
    private final Clock clock;
    private final Map<UUID, Instant> usesNoted = new ConcurrentHashMap<>();

    Tokens(
            TokenKey key,
            AdminToken adminToken,
            Standings standings,
            ApiClientStore clients,
            People people,
            SecondFactors factors,
            SecretHash hash,
            Clock clock) {
        this.key = key;
        this.adminToken = adminToken;
        this.standings = standings;
        this.clients = clients;
        this.people = people;
        this.factors = factors;
        this.hash = hash;
        this.clock = clock;
    }

    /**
     * A token for an API client's id and secret.
     *
     * @param clientId 32 hexadecimal digits; dashes of a UUID are accepted
     * @return empty when either is wrong; does not say which, nor by the time it takes
     */
    public Optional<AccessToken> exchange(String clientId, String secret) {
        Optional<ApiClientId> id = Ids.parse(clientId).map(ApiClientId::new);
        Optional<ApiClientStore.StoredSecret> stored = id.flatMap(clients::secret);
        if (!hash.matches(secret, stored.map(ApiClientStore.StoredSecret::hash))) {
            return Optional.empty();
        }
        noteUse(id.orElseThrow());
        return Optional.of(
                sign(Subject.client(id.orElseThrow()), stored.orElseThrow().generation()));
    }

    /**
     * A token for a person.
     *
     * @param code of the second factor, for a person who has one
     * @return empty when the address or the password is wrong; does not say which, nor by the time it takes
     * @throws Refused with {@link io.graphstead.refusal.Refusal.TooManyRequests} after too many failed tries, with {@link
     *     Unauthenticated} when the code is missing or wrong
     */
    public Optional<AccessToken> signIn(String email, String password, Optional<String> code) {
        Optional<People.SignedIn> person = people.signIn(email, password);
        person.map(People.SignedIn::person).filter(factors::asks).ifPresent(id -> requireCode(id, code));
        return person.map(who -> sign(Subject.person(who.person()), who.generation()));
    }

    private void requireCode(PersonId person, Optional<String> code) {
        String given = code.filter(text -> !text.isBlank())
                .orElseThrow(() -> new Refused(new Unauthenticated(
                        "code is missing: this person has a second factor; send the code of the moment, or a recovery code,"
                                + " as code (graphstead login --code DIGITS)")));
        if (!factors.passes(person, given)) {
            throw new Refused(
                    new Unauthenticated(
                            "code is wrong, or was used before; wait for the next one and check that the phone's clock is right"));
        }
    }

    /**
     * Whose token it is.
     *
     * @throws Refused with {@link Unauthenticated} when it is not valid (any more), with {@link Unavailable} when that
     *     cannot be told because PostgreSQL is gone
     */
    public Caller authenticate(String bearer) {
        if (adminToken.isSameAs(bearer)) {
            return new Caller.Installation();
        }
        JWTClaimsSet claims = verified(bearer).orElseThrow(Tokens::notValid);
        Date ends = claims.getExpirationTime();
        if (ends == null || !clock.instant().isBefore(ends.toInstant())) {
            throw new Refused(
                    new Unauthenticated("the token has expired; get a new one with the client's id and secret"));
        }
        Subject subject =
                Optional.ofNullable(claims.getSubject()).flatMap(Subject::parse).orElseThrow(Tokens::notValid);
        try {
            Standing standing = standings
                    .of(subject)
                    .filter(now -> Long.valueOf(now.generation()).equals(claims.getClaim(GENERATION)))
                    .orElseThrow(Tokens::notValid);
            if (subject.kind() == Subject.Kind.CLIENT) {
                noteUse(new ApiClientId(subject.id()));
            }
            return standing.caller();
        } catch (DatabaseUnavailable | JdbiException _) {
            throw new Refused(new Unavailable(
                    "whether the token is still valid cannot be checked now: the server's database does not answer;"
                            + " try again in a few seconds"));
        }
    }

    private static Refused notValid() {
        return new Refused(
                new Unauthenticated("the token is not valid; get a new one with the client's id and secret"));
    }

    AccessToken sign(Subject subject, int generation) {
        Instant now = clock.instant();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.id()).build(),
                new JWTClaimsSet.Builder()
                        .subject(subject.toString())
                        .claim(GENERATION, generation)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFETIME)))
                        .build());
        try {
            token.sign(new MACSigner(key.bytes()));
        } catch (JOSEException e) {
            throw new IllegalStateException("the token key cannot sign", e);
        }
        return new AccessToken(token.serialize(), LIFETIME);
    }

    private Optional<JWTClaimsSet> verified(String bearer) {
        if (bearer.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            SignedJWT token = SignedJWT.parse(bearer);
            boolean ours = JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm())
                    && key.id().equals(token.getHeader().getKeyID())
                    && token.verify(new MACVerifier(key.bytes()));
            return ours ? Optional.of(token.getJWTClaimsSet()) : Optional.empty();
        } catch (ParseException | JOSEException _) {
            return Optional.empty();
        }
    }

    /** At most one write per client, server and {@link ApiClientStore#USE_IS_NOTED_EVERY}. */
    private void noteUse(ApiClientId id) {
        Instant now = clock.instant();
        Instant noted = usesNoted.get(id.value());
        if (noted == null || !now.isBefore(noted.plus(ApiClientStore.USE_IS_NOTED_EVERY))) {
            clients.noteUse(id, now);
            usesNoted.put(id.value(), now);
        }
    }
}
