package io.graphstead.cli;

import io.graphstead.cli.administration.ApiClientCommand;
import io.graphstead.cli.administration.MemberCommand;
import io.graphstead.cli.administration.OrganizationCommand;
import io.graphstead.cli.administration.PersonCommand;
import io.graphstead.cli.administration.ProjectCommand;
import io.graphstead.cli.administration.RuleCommand;
import io.graphstead.cli.database.AccessVerbs;
import io.graphstead.cli.database.CatalogCommand;
import io.graphstead.cli.database.ConfigCommand;
import io.graphstead.cli.database.DatabaseCommand;
import io.graphstead.cli.database.OperationCommand;
import io.graphstead.cli.database.PluginCommand;
import io.graphstead.cli.database.RunningVerbs;
import io.graphstead.cli.database.SnapshotCommand;
import io.graphstead.cli.database.TransferVerbs;
import io.graphstead.cli.database.WatchingVerbs;
import io.graphstead.cli.profile.LoginCommand;
import io.graphstead.cli.profile.LogoutCommand;
import io.graphstead.cli.profile.ProfileCommand;
import io.graphstead.cli.quickstart.QuickstartCommand;
import io.graphstead.cli.reference.CompletionCommand;
import io.graphstead.cli.reference.ReferenceCommand;
import io.graphstead.cli.session.ClientOptions;
import io.graphstead.cli.terminal.Surroundings;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;

/** The tree of all commands. A verb that is a static method finds its place here. */
final class Commands {
    /** Commands that speak of the others. */
    private static final Set<String> NEED_ALL = Set.of("completion", "reference");

    private final IFactory factory;
    private final String command;
    private final String verb;

    /** @param arguments of the command line that is to be understood */
    Commands(Surroundings surroundings, String... arguments) {
        this.command = arguments.length > 0 ? arguments[0] : "";
        this.verb = arguments.length > 1 ? arguments[1] : "";
        Map<Class<?>, Supplier<?>> made = Map.of(
                ClientOptions.class, () -> new ClientOptions(surroundings),
                LoginCommand.class, () -> new LoginCommand(surroundings),
                LogoutCommand.class, () -> new LogoutCommand(surroundings),
                ProfileCommand.class, () -> new ProfileCommand(surroundings));
        IFactory others = CommandLine.defaultFactory();
        this.factory = new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                Supplier<?> maker = made.get(type);
                return maker == null ? others.create(type) : type.cast(maker.get());
            }
        };
    }

    /**
     * The commands that the arguments can mean. Making all of them takes longer than most commands, so that is done only
     * when no other is named or when it speaks of the others.
     */
    CommandLine tree() {
        boolean named = commands().containsKey(command) && !NEED_ALL.contains(command);
        return tree(name -> !named || name.equals(command));
    }

    private CommandLine tree(Predicate<String> wanted) {
        CommandLine root = new CommandLine(new Main(), factory);
        commands().forEach((name, maker) -> {
            if (wanted.test(name)) {
                root.addSubcommand(name, maker.get());
            }
        });
        return root.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Failures::misused)
                .setExecutionExceptionHandler(Failures::failed);
    }

    /** In the order of the help. */
    private Map<String, Supplier<CommandLine>> commands() {
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("quickstart", () -> noun(QuickstartCommand.class));
        commands.put("serve", () -> noun(ServeCommand.class));
        commands.put("doctor", () -> noun(DoctorCommand.class));
        commands.put("settings", () -> noun(SettingsCommand.class));
        commands.put("engine", () -> noun(EngineCommand.class, EngineVerbs.class));
        commands.put("login", () -> noun(LoginCommand.class));
        commands.put("logout", () -> noun(LogoutCommand.class));
        commands.put("profile", () -> noun(ProfileCommand.class));
        commands.put("org", () -> with(noun(OrganizationCommand.class), () -> noun(MemberCommand.class)));
        commands.put("person", () -> noun(PersonCommand.class));
        commands.put("project", () -> with(noun(ProjectCommand.class), () -> noun(RuleCommand.class)));
        commands.put("api-client", () -> noun(ApiClientCommand.class));
        commands.put(
                "db",
                () -> with(
                        noun(
                                DatabaseCommand.class,
                                RunningVerbs.class,
                                AccessVerbs.class,
                                TransferVerbs.class,
                                WatchingVerbs.class),
                        () -> noun(ConfigCommand.class),
                        () -> noun(PluginCommand.class)));
        commands.put("snapshot", () -> noun(SnapshotCommand.class));
        commands.put("operation", () -> noun(OperationCommand.class));
        commands.put("catalog", () -> noun(CatalogCommand.class));
        commands.put("completion", () -> noun(CompletionCommand.class));
        commands.put("reference", () -> noun(ReferenceCommand.class));
        return commands;
    }

    @SafeVarargs
    private CommandLine with(CommandLine noun, Supplier<CommandLine>... below) {
        if (!noun.getSubcommands().containsKey(verb)) {
            for (Supplier<CommandLine> each : below) {
                noun.addSubcommand(each.get());
            }
        }
        return noun;
    }

    /** A noun whose verbs stand in its own class and perhaps in others; only the one that is named, if one is. */
    private CommandLine noun(Class<?> noun, Class<?>... moreVerbs) {
        CommandLine made = new CommandLine(noun, factory);
        Map<String, Method> verbs = new TreeMap<>();
        Stream.concat(Stream.of(noun), Stream.of(moreVerbs))
                .flatMap(type -> CommandLine.getCommandMethods(type, null).stream())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .forEach(method -> verbs.put(method.getAnnotation(Command.class).name(), method));
        verbs.forEach((name, method) -> {
            if (!verbs.containsKey(verb) || name.equals(verb)) {
                made.addSubcommand(name, new CommandLine(method, factory));
            }
        });
        return made;
    }
}
