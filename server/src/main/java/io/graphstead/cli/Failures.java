package io.graphstead.cli;

import io.graphstead.cli.client.ApiFailure;
import io.graphstead.cli.client.Unreachable;
import io.graphstead.cli.session.OperationFailed;
import io.graphstead.cli.terminal.Misused;
import io.graphstead.platform.CannotStart;
import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What a command's failure says and which exit code it has. Words only: what a failure looks like inside is for the log.
 */
final class Failures {
    static final int REFUSED = 1;
    static final int MISUSED = 2;
    static final int OPERATION_FAILED = 3;
    static final int UNREACHABLE = 4;

    private static final Pattern VALUE = Pattern.compile("=.*", Pattern.DOTALL);

    private Failures() {}

    /** A command line that cannot be understood. */
    static int misused(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        tell(command.getErr(), words(failure, command));
        tell(
                command.getErr(),
                command.getCommandSpec().qualifiedName() + " --help shows how it is used");
        return MISUSED;
    }

    private static String words(ParameterException failure, CommandLine command) {
        return switch (failure) {
            case UnmatchedArgumentException unmatched ->
                unknown(unmatched.getUnmatched(), unmatched.getSuggestions());
            case ParameterException _ when isNounAlone(failure, command) ->
                "which command? There are " + verbs(command);
            default -> String.valueOf(failure.getMessage());
        };
    }

    /** picocli has no type of its own for it. */
    private static boolean isNounAlone(ParameterException failure, CommandLine command) {
        return !command.getSubcommands().isEmpty()
                && "Missing required subcommand".equals(failure.getMessage());
    }

    private static String verbs(CommandLine command) {
        return command.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(verb -> !verb.usageMessage().hidden())
                .map(CommandSpec::name)
                .collect(Collectors.joining(", "));
    }

    /** The value of an unknown option may be a secret, so it is not repeated. */
    private static String unknown(List<String> arguments, List<String> similar) {
        String first = arguments.getFirst();
        String unknown = first.startsWith("-")
                ? "there is no option " + VALUE.matcher(first).replaceAll("")
                : "\"" + first + "\" is no command, or one argument too many";
        return similar.isEmpty() ? unknown : unknown + "; did you mean " + String.join(" or ", similar) + "?";
    }

    /** A command that did not do what it was asked. */
    static int failed(Exception failure, CommandLine command, ParseResult parsed) {
        tell(command.getErr(), words(failure));
        return switch (failure) {
            case Misused _ -> MISUSED;
            case OperationFailed _ -> OPERATION_FAILED;
            case Unreachable _ -> UNREACHABLE;
            default -> REFUSED;
        };
    }

    private static String words(Exception failure) {
        return switch (failure) {
            case CannotStart cannot -> cannot.words();
            case ApiFailure refused when refused.status() >= 500 ->
                refused.words()
                        + refused.requestId()
                                .map(id -> " (request " + id + ", by which the server's log knows it)")
                                .orElse("");
            case ApiFailure refused when refused.status() == 401 ->
                refused.words() + "; graphstead login signs in again";
            case ApiFailure refused -> refused.words();
            default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
    }

    private static void tell(PrintWriter terminal, String words) {
        words.lines().forEach(line -> terminal.println("graphstead: " + line));
        terminal.flush();
    }
}
