package io.graphstead.cli.profile;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.ServerApi;
import io.graphstead.cli.client.TokenSource;
import io.graphstead.cli.client.TrustedCa;
import io.graphstead.cli.profile.Profile.Client;
import io.graphstead.cli.profile.Profile.Identity;
import io.graphstead.cli.profile.Profile.Person;
import io.graphstead.cli.terminal.Misused;
import io.graphstead.cli.terminal.Secrets;
import io.graphstead.cli.terminal.Surroundings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code graphstead login}: tries credentials on a server and keeps them as a profile. */
@Command(
        name = "login",
        description = {
            "Signs in to a server and keeps it as a profile in ~/.config/graphstead.",
            "An API client's secret is kept there, readable by you only, and gets new tokens when they end, after an hour."
                    + " A person's password is not kept: sign in again when the hour is over.",
            "A secret is typed at the prompt, or comes from --secret-file or from GRAPHSTEAD_CLIENT_SECRET"
                    + " (GRAPHSTEAD_PASSWORD for a person)."
        })
public final class LoginCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RefusedSecrets refusedSecrets = new RefusedSecrets();

    @Option(names = "--profile", paramLabel = "NAME", description = "The profile to make or replace; default: default.")
    private String name = Profile.DEFAULT;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server, such as https://graphs.example.org:7443; GRAPHSTEAD_URL when left out.")
    private Optional<String> url = Optional.empty();

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "The CA that signed the server's certificate (ca.pem in its data folder); GRAPHSTEAD_CA_FILE"
                    + " when left out, else those that this machine trusts.")
    private Optional<Path> ca = Optional.empty();

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            description = "Signs in as an API client; GRAPHSTEAD_CLIENT_ID when left out.")
    private Optional<String> clientId = Optional.empty();

    @Option(names = "--email", paramLabel = "ADDRESS", description = "Signs in as a person.")
    private Optional<String> email = Optional.empty();

    @Option(
            names = "--code",
            paramLabel = "DIGITS",
            description = "The code of the moment, for a person with a second factor.")
    private Optional<String> code = Optional.empty();

    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description = "A file that holds the secret or the password; - is standard input.")
    private Optional<Path> secretFile = Optional.empty();

    public LoginCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Profile.checkName(name);
        URI server = Profile.url(url.or(() -> surroundings.variable("GRAPHSTEAD_URL"))
                .orElseThrow(() -> new Misused("which server? Give --url https://HOST:PORT or set GRAPHSTEAD_URL")));
        Optional<TrustedCa> trusted = ca.or(
                        () -> surroundings.variable("GRAPHSTEAD_CA_FILE").map(Path::of))
                .map(LoginCommand::readCa);
        if (clientId.isPresent() && email.isPresent()) {
            throw new Misused("--client-id is for an API client and --email for a person; give one of them");
        }
        ServerApi api = ServerApi.at(server, trusted, TokenSource.NONE, line -> {});
        Profiles profiles = new Profiles(surroundings.configuration());
        if (email.isPresent()) {
            String password = Secrets.read(
                    surroundings, "password of " + email.get(), secretFile, Optional.of("GRAPHSTEAD_PASSWORD"));
            keep(
                    profiles,
                    new Profile(name, server, trusted, new Person(email.get())),
                    api.signInPerson(email.get(), password, code));
        } else {
            String id = clientId.or(() -> surroundings.variable("GRAPHSTEAD_CLIENT_ID"))
                    .or(() -> surroundings.terminal().ask("The API client's id: "))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .orElseThrow(() -> new Misused("who signs in? Give --client-id ID for an API client or --email"
                            + " ADDRESS for a person"));
            String secret =
                    Secrets.read(surroundings, "client secret", secretFile, Optional.of("GRAPHSTEAD_CLIENT_SECRET"));
            keep(profiles, new Profile(name, server, trusted, new Client(id, secret)), api.signInClient(id, secret));
        }
        return 0;
    }

    private void keep(Profiles profiles, Profile profile, JsonNode answer) {
        Identity identity = profile.identity();
        profiles.save(profile);
        new SignIn(profiles, profile, Clock.systemUTC()).keep(answer);
        profiles.use(profile.name());
        spec.commandLine()
                .getOut()
                .println("Signed in to " + profile.url() + " as " + identity.words() + "; profile " + profile.name()
                        + " is used from now on.");
        spec.commandLine().getOut().flush();
    }

    private static TrustedCa readCa(Path file) {
        try {
            return TrustedCa.of(file);
        } catch (IllegalStateException e) {
            throw new Misused(e.getMessage() + "; name the PEM file of the server's CA with --ca");
        }
    }
}
