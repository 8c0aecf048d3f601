package io.graphstead.cli;

import io.graphstead.cli.quickstart.QuickstartCommand;
import io.graphstead.platform.CannotStart;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Where every {@code graphstead} command begins: one line per command. Exit codes: 0 done, 1 failed, 2 misused. */
@Command(
        name = "graphstead",
        description = "A graph-database cloud that you run yourself.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            QuickstartCommand.class,
            ServeCommand.class,
            EngineCommand.class,
            DoctorCommand.class,
            SettingsCommand.class,
        })
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((failure, command, parsed) -> {
            tell(command.getErr(), failure);
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    /** Words only: what a failure looks like inside is for the log. */
    private static void tell(PrintWriter terminal, Exception failure) {
        String words = failure instanceof CannotStart cannot ? cannot.words() : String.valueOf(failure.getMessage());
        words.lines().forEach(line -> terminal.println("graphstead: " + line));
        terminal.flush();
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
    }
}
