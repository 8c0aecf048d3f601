package io.graphstead.cli.profile;

import io.graphstead.cli.terminal.Misused;
import io.graphstead.cli.terminal.Surroundings;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code graphstead logout}: forgets a profile. */
@Command(name = "logout", description = "Forgets a profile, with its secret and its token.")
public final class LogoutCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--profile", paramLabel = "NAME", description = "Which one; the current one when left out.")
    private Optional<String> name = Optional.empty();

    public LogoutCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Profiles profiles = new Profiles(surroundings.configuration());
        String forgotten = name.or(profiles::current)
                .orElseThrow(() -> new Misused("nobody is logged in; graphstead profile list shows the profiles"));
        profiles.remove(forgotten);
        spec.commandLine().getOut().println("Profile " + forgotten + " is forgotten.");
        spec.commandLine().getOut().flush();
        return 0;
    }
}
