package io.graphstead.cli.session;

import io.graphstead.cli.client.ServerApi;
import io.graphstead.cli.terminal.Output;
import io.graphstead.cli.terminal.Screen;
import io.graphstead.cli.terminal.Screen.Loudness;
import io.graphstead.cli.terminal.Surroundings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of every command that talks to a server. */
public final class ClientOptions {
    private final Surroundings surroundings;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "The profile to use; the one chosen last when left out, or GRAPHSTEAD_PROFILE.")
    private Optional<String> profile = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data folder of a server on this machine, whose own token is used then; graphstead-data"
                    + " here when left out and there is no profile.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            description = "table, or json: what the server sent, for scripts.")
    private Output output = Output.TABLE;

    @Option(
            names = {"-q", "--quiet"},
            description = "Shows ids only, and no progress.")
    private boolean quiet;

    @Option(names = "--debug", description = "Shows each request with its id on standard error; never a secret.")
    private boolean debug;

    public ClientOptions(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Finds out which server is meant and as whom. No request is sent yet. */
    public Session open() {
        PrintWriter err = spec.commandLine().getErr();
        Consumer<String> trace = line -> {
            if (debug) {
                err.println("debug: " + line);
                err.flush();
            }
        };
        Connections.Connection connection = new Connections(surroundings).find(profile, data);
        ServerApi api = ServerApi.at(connection.url(), connection.ca(), connection.tokens(), trace);
        return new Session(api, screen());
    }

    /** The data folder that was named. */
    public Optional<Path> data() {
        return data;
    }

    /** Where this command shows its answer. */
    public Screen screen() {
        return new Screen(
                spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                output,
                quiet ? Loudness.QUIET : Loudness.NORMAL,
                surroundings);
    }
}
