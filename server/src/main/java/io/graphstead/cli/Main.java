package io.graphstead.cli;

import io.graphstead.cli.quickstart.QuickstartCommand;
import io.graphstead.cli.reference.CompletionCommand;
import io.graphstead.cli.reference.ReferenceCommand;
import io.graphstead.cli.terminal.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where every {@code graphstead} command begins; {@link Commands} has the whole tree. */
@Command(
        name = "graphstead",
        description = "A graph-database cloud that you run yourself.",
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused by the server, or not confirmed",
            "2:the command line cannot be understood or carried out as it was given",
            "3:the operation that was waited for has failed",
            "4:the server was not reached"
        },
        subcommands = {
            QuickstartCommand.class,
            ServeCommand.class,
            DoctorCommand.class,
            SettingsCommand.class,
            EngineCommand.class,
            CompletionCommand.class,
            ReferenceCommand.class,
        })
public final class Main {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the version.")
    private boolean version;

    Main() {}

    public static void main(String[] args) {
        System.exit(commandLine(Surroundings.ofProcess()).execute(args));
    }

    static CommandLine commandLine(Surroundings surroundings) {
        return new Commands(surroundings).all();
    }

    /** The version that stands in the program's jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"graphstead " + (version == null ? "from classes" : version)};
        }
    }
}
