package io.graphstead.cli.profile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.graphstead.cli.profile.Profile.Client;
import io.graphstead.cli.profile.Profile.Person;
import io.graphstead.cli.terminal.Column;
import io.graphstead.cli.terminal.Misused;
import io.graphstead.cli.terminal.Output;
import io.graphstead.cli.terminal.Screen;
import io.graphstead.cli.terminal.Surroundings;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code graphstead profile}: the servers that one has logged in to. No secret is shown. */
@Command(name = "profile", description = "Lists, shows and chooses the profiles that login has made.")
public final class ProfileCommand {
    private static final List<Column> COLUMNS = List.of(
            new Column("", profile -> profile.path("current").asBoolean() ? "*" : ""),
            Column.at("NAME", "/name"),
            Column.at("URL", "/url"),
            Column.at("AS", "/as"));

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public ProfileCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Command(name = "list", description = "Lists the profiles; a * marks the one that is used when none is named.")
    int list(
            @Option(
                            names = {"-o", "--output"},
                            defaultValue = "TABLE",
                            description = "table or json.")
                    Output output) {
        Profiles profiles = profiles();
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        profiles.names().forEach(name -> list.add(json(profiles, profiles.get(name))));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("profiles", list);
        screen(output).list(answer, "profiles", "name", COLUMNS);
        return 0;
    }

    @Command(name = "show", description = "Shows a profile without its secret.")
    int show(
            @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "The current one when left out.")
                    Optional<String> name,
            @Option(
                            names = {"-o", "--output"},
                            defaultValue = "TABLE",
                            description = "table or json.")
                    Output output) {
        Profiles profiles = profiles();
        String shown = name.or(profiles::current)
                .orElseThrow(() -> new Misused("nobody is logged in; graphstead login makes a profile"));
        screen(output).details(json(profiles, profiles.get(shown)), "name");
        return 0;
    }

    @Command(name = "use", description = "Chooses the profile that is used when none is named.")
    int use(@Parameters(index = "0", paramLabel = "NAME", description = "The profile.") String name) {
        profiles().use(name);
        screen(Output.TABLE).line("Profile " + name + " is used from now on.");
        return 0;
    }

    private ObjectNode json(Profiles profiles, Profile profile) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("name", profile.name())
                .put("url", profile.url().toString())
                .put("as", profile.identity().words());
        switch (profile.identity()) {
            case Client client -> json.put("clientId", client.id());
            case Person person -> json.put("email", person.email());
        }
        return json.put("ownCa", profile.ca().isPresent())
                .put(
                        "tokenEndsAt",
                        profiles.token(profile)
                                .map(token -> token.endsAt().toString())
                                .orElse(""))
                .put("current", profiles.current().equals(Optional.of(profile.name())));
    }

    private Profiles profiles() {
        return new Profiles(surroundings.configuration());
    }

    private Screen screen(Output output) {
        return new Screen(
                spec.commandLine().getOut(), spec.commandLine().getErr(), output, Screen.Loudness.NORMAL, surroundings);
    }
}
