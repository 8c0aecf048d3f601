package io.graphstead.cli.reference;

import io.graphstead.cli.session.ClientOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The reference page of all commands, in Markdown, from the help texts that the commands have. */
public final class CommandPage {
    private static final String TABLE = "\n| | |\n|---|---|\n";

    private final StringBuilder page = new StringBuilder();

    private CommandPage() {}

    public static String of(CommandSpec root) {
        CommandPage made = new CommandPage();
        made.introduction(root);
        subcommands(root).forEach(made::command);
        return made.page.toString();
    }

    private void introduction(CommandSpec root) {
        page.append("""
                # The command line

                `graphstead NOUN VERB` talks to a server over HTTPS, like any client. `graphstead COMMAND --help` says what stands
                here. Names and ids are both understood; what is not unique is refused with those that are meant.

                This page is made from the code by `./graphstead reference > docs/cli.md`; edit the code, not the page.

                ## Which server, and as whom

                The first of these that is there: `--profile`, `--data`, `GRAPHSTEAD_PROFILE`, the profile chosen last
                (`login`, `profile use`), the server whose data folder is `GRAPHSTEAD_SERVER_DATA` or `./graphstead-data` and whose
                token can be read, and `GRAPHSTEAD_URL` with `GRAPHSTEAD_CA_FILE` and one of `GRAPHSTEAD_CLIENT_ID` and
                `GRAPHSTEAD_CLIENT_SECRET`, `GRAPHSTEAD_ADMIN_TOKEN_FILE`, `GRAPHENEDB_CLIENT_ID` and `GRAPHENEDB_CLIENT_SECRET`,
                `GRAPHSTEAD_OWNER_EMAIL` and `GRAPHSTEAD_OWNER_PASSWORD`.

                ## Exit codes
                """);
        page.append(TABLE);
        root.usageMessage()
                .exitCodeList()
                .forEach((code, words) -> page.append("| `%s` | %s |\n".formatted(code, cell(words))));
        page.append("\n## Options of every command that talks to a server\n").append(TABLE);
        clientOptions(root).forEach(this::option);
    }

    private void command(CommandSpec command) {
        int depth = command.qualifiedName().split(" ").length;
        page.append("\n").append("#".repeat(Math.min(depth, 4))).append(" ").append(command.qualifiedName());
        page.append("\n\n");
        page.append(String.join("\n\n", command.usageMessage().description())).append("\n");
        List<CommandSpec> below = subcommands(command);
        if (below.isEmpty()) {
            usage(command);
        }
        below.forEach(this::command);
    }

    private void usage(CommandSpec command) {
        Set<String> shared = new HashSet<>();
        boolean client = command.mixins().values().stream().anyMatch(CommandPage::isClientOptions);
        if (client) {
            clientOptions(command.root()).forEach(option -> shared.add(option.longestName()));
        }
        List<OptionSpec> options = command.options().stream()
                .filter(option -> !option.hidden() && !option.usageHelp() && !shared.contains(option.longestName()))
                .sorted(Comparator.comparing(OptionSpec::longestName))
                .toList();
        List<String> synopsis = new ArrayList<>(List.of(command.qualifiedName()));
        command.positionalParameters().forEach(parameter -> synopsis.add(synopsisOf(parameter)));
        options.stream().filter(ArgSpec::required).forEach(option -> synopsis.add(names(option, option.longestName())));
        if (options.stream().anyMatch(option -> !option.required()) || client) {
            synopsis.add("[OPTIONS]");
        }
        page.append("\n    ").append(String.join(" ", synopsis)).append("\n");
        if (!options.isEmpty() || !command.positionalParameters().isEmpty()) {
            page.append(TABLE);
        }
        command.positionalParameters()
                .forEach(parameter -> page.append("| `%s` | %s |\n"
                        .formatted(parameter.paramLabel(), cell(String.join(" ", parameter.description())))));
        options.forEach(this::option);
    }

    private void option(OptionSpec option) {
        page.append("| `%s` | %s |\n"
                .formatted(
                        names(option, String.join("`, `", option.names())), cell(String.join(" ", option.description()))));
    }

    private static String names(OptionSpec option, String names) {
        return option.arity().max() > 0 ? names + " " + option.paramLabel() : names;
    }

    private static String synopsisOf(PositionalParamSpec parameter) {
        String label = parameter.paramLabel() + (parameter.arity().isVariable() ? " …" : "");
        return parameter.required() ? label : "[" + label + "]";
    }

    /** Those of the first command that has them: they are the same everywhere. */
    private static List<OptionSpec> clientOptions(CommandSpec root) {
        return all(root)
                .flatMap(command -> command.mixins().values().stream())
                .filter(CommandPage::isClientOptions)
                .findFirst()
                .map(CommandSpec::options)
                .orElse(List.of());
    }

    private static boolean isClientOptions(CommandSpec mixin) {
        return mixin.userObject() instanceof ClientOptions;
    }

    private static Stream<CommandSpec> all(CommandSpec root) {
        return Stream.concat(Stream.of(root), subcommands(root).stream().flatMap(CommandPage::all));
    }

    private static List<CommandSpec> subcommands(CommandSpec command) {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(below -> !below.usageMessage().hidden())
                .toList();
    }

    private static String cell(String words) {
        return words.replace("|", "\\|").replace("\n", " ");
    }
}
