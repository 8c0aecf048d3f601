package io.graphstead.cli.session;

import io.graphstead.cli.client.ServerApi;
import io.graphstead.cli.client.TokenSource;
import io.graphstead.cli.client.TrustedCa;
import io.graphstead.cli.client.Unreachable;
import io.graphstead.cli.profile.Profile;
import io.graphstead.cli.profile.Profiles;
import io.graphstead.cli.profile.SignIn;
import io.graphstead.cli.terminal.Misused;
import io.graphstead.cli.terminal.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which server is meant and as whom: what was named on the command line, then GRAPHSTEAD_PROFILE, the profile chosen last,
 * the server whose data folder lies here, and the environment.
 */
final class Connections {
    /** Written by a server when it is ready, into its data folder. */
    private static final String ADDRESS = "address";

    private static final URI USUAL = URI.create("https://127.0.0.1:7443");

    private final Surroundings surroundings;

    Connections(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    record Connection(URI url, Optional<TrustedCa> ca, TokenSource tokens) {}

    Connection find(Optional<String> profile, Optional<Path> data) {
        if (profile.isPresent() && data.isPresent()) {
            throw new Misused("--profile and --data name two servers; give one of them");
        }
        if (data.isPresent()) {
            return ofInstallation(data.get());
        }
        Profiles profiles = new Profiles(surroundings.configuration());
        Optional<String> chosen =
                profile.or(() -> surroundings.variable("GRAPHSTEAD_PROFILE")).or(profiles::current);
        if (chosen.isPresent()) {
            return ofProfile(profiles, chosen.get());
        }
        Path usual = Path.of(surroundings.variable("GRAPHSTEAD_SERVER_DATA").orElse("graphstead-data"));
        if (Files.isReadable(usual.resolve("admin.token"))) {
            return ofInstallation(usual);
        }
        return ofEnvironment().orElseThrow(() -> new Misused("which server? Log in (graphstead login --url"
                + " https://HOST:PORT), or name the data folder of one on this machine with --data DIR, or set"
                + " GRAPHSTEAD_URL, GRAPHSTEAD_CLIENT_ID and GRAPHSTEAD_CLIENT_SECRET"));
    }

    private static Connection ofProfile(Profiles profiles, String name) {
        Profile profile = profiles.get(name);
        return new Connection(profile.url(), profile.ca(), new SignIn(profiles, profile, Clock.systemUTC()));
    }

    private Connection ofInstallation(Path data) {
        Path token = data.resolve("admin.token");
        if (!Files.isReadable(token)) {
            String problem = Files.exists(token) ? "is not yours to read" : "does not exist";
            throw new Unreachable(token + " " + problem + "; start a server with this data folder, name another with"
                    + " --data DIR, or log in with graphstead login");
        }
        Path address = data.resolve(ADDRESS);
        URI url = Files.isReadable(address)
                ? URI.create(read(address))
                : surroundings.variable("GRAPHSTEAD_URL").map(Profile::url).orElse(USUAL);
        return new Connection(url, Optional.of(trusted(data.resolve("ca.pem"))), TokenSource.fixed(read(token)));
    }

    private Optional<Connection> ofEnvironment() {
        Optional<TrustedCa> ca =
                surroundings.variable("GRAPHSTEAD_CA_FILE").map(Path::of).map(Connections::trusted);
        return surroundings
                .variable("GRAPHSTEAD_URL")
                .map(url -> new Connection(
                        Profile.url(url),
                        ca,
                        client("GRAPHSTEAD")
                                .or(this::adminToken)
                                .or(() -> client("GRAPHENEDB"))
                                .or(this::owner)
                                .orElseThrow(() -> new Misused("GRAPHSTEAD_URL is set, but not who you are there: set"
                                        + " GRAPHSTEAD_CLIENT_ID and GRAPHSTEAD_CLIENT_SECRET, or log in with graphstead"
                                        + " login"))));
    }

    private Optional<TokenSource> adminToken() {
        return surroundings
                .variable("GRAPHSTEAD_ADMIN_TOKEN_FILE")
                .map(Path::of)
                .filter(Files::isReadable)
                .map(Connections::read)
                .map(TokenSource::fixed);
    }

    private Optional<TokenSource> client(String dialect) {
        Optional<String> secret = surroundings.variable(dialect + "_CLIENT_SECRET");
        return surroundings
                .variable(dialect + "_CLIENT_ID")
                .flatMap(id -> secret.map(known -> once(server -> server.clientToken(id, known))));
    }

    private Optional<TokenSource> owner() {
        Optional<String> password = surroundings.variable("GRAPHSTEAD_OWNER_PASSWORD");
        return surroundings
                .variable("GRAPHSTEAD_OWNER_EMAIL")
                .flatMap(email -> password.map(known -> once(server -> server.signInPerson(
                                email, known, Optional.empty())
                        .path("access_token")
                        .asText())));
    }

    /** One token for all requests of a command, and another when that one ends before the command does. */
    private static TokenSource once(Function<ServerApi, String> signIn) {
        return new TokenSource() {
            private Optional<String> kept = Optional.empty();

            @Override
            public synchronized Optional<String> token(ServerApi server) {
                return kept.or(() -> renewed(server));
            }

            @Override
            public synchronized Optional<String> renewed(ServerApi server) {
                kept = Optional.of(signIn.apply(server));
                return kept;
            }
        };
    }

    private static TrustedCa trusted(Path file) {
        try {
            return TrustedCa.of(file);
        } catch (IllegalStateException e) {
            throw new Misused(e.getMessage() + "; name the PEM file of the server's CA");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Unreachable(file + " cannot be read: " + e.getMessage() + "; log in with graphstead login");
        }
    }
}
