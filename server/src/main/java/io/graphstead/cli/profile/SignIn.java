package io.graphstead.cli.profile;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.ApiFailure;
import io.graphstead.cli.client.ServerApi;
import io.graphstead.cli.client.TokenSource;
import io.graphstead.cli.profile.Profile.Client;
import io.graphstead.cli.profile.Profile.Person;
import io.graphstead.cli.profile.Profiles.Token;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A profile's tokens: kept between commands, and renewed shortly before they end or when the server refuses one. */
public final class SignIn implements TokenSource {
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Profiles profiles;
    private final Profile profile;
    private final Clock clock;

    public SignIn(Profiles profiles, Profile profile, Clock clock) {
        this.profiles = profiles;
        this.profile = profile;
        this.clock = clock;
    }

    /** It is over, and takes a person to begin again. Exit code 1. */
    public static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Ended(String words) {
            super(words);
        }
    }

    @Override
    public Optional<String> token(ServerApi server) {
        Instant soon = clock.instant().plus(MARGIN);
        return profiles.token(profile)
                .filter(token -> token.endsAt().isAfter(soon))
                .map(Token::value)
                .or(() -> renewed(server));
    }

    @Override
    public Optional<String> renewed(ServerApi server) {
        return Optional.of(
                switch (profile.identity()) {
                    case Client client -> keep(signedIn(server, client));
                    case Person person ->
                        throw new Ended("the sign-in of " + person.email() + " at " + profile.url()
                                + " has ended; graphstead login --profile " + profile.name() + " --url " + profile.url()
                                + " --email " + person.email() + " begins another");
                });
    }

    private JsonNode signedIn(ServerApi server, Client client) {
        try {
            return server.signInClient(client.id(), client.secret());
        } catch (ApiFailure refused) {
            if (refused.status() != 401) {
                throw refused;
            }
            throw new Ended(profile.url() + " no longer takes the secret of API client " + client.id() + " (profile "
                    + profile.name() + "): it was refreshed, or the client was deleted; graphstead login again");
        }
    }

    /** Keeps what the server answered to a sign-in. */
    String keep(JsonNode answer) {
        Token token = new Token(
                answer.path("access_token").asText(),
                clock.instant().plusSeconds(answer.path("expires_in").asLong()));
        profiles.keep(profile, token);
        return token.value();
    }
}
