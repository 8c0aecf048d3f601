package io.graphstead.cli;

import io.graphstead.cli.administration.ApiClientCommand;
import io.graphstead.cli.administration.MemberCommand;
import io.graphstead.cli.administration.OrganizationCommand;
import io.graphstead.cli.administration.ProjectCommand;
import io.graphstead.cli.administration.RuleCommand;
import io.graphstead.cli.database.AccessVerbs;
import io.graphstead.cli.database.CatalogCommand;
import io.graphstead.cli.database.ConfigCommand;
import io.graphstead.cli.database.DatabaseCommand;
import io.graphstead.cli.database.OperationCommand;
import io.graphstead.cli.database.PluginCommand;
import io.graphstead.cli.database.RunningVerbs;
import io.graphstead.cli.database.WatchingVerbs;
import io.graphstead.cli.profile.LoginCommand;
import io.graphstead.cli.profile.LogoutCommand;
import io.graphstead.cli.profile.ProfileCommand;
import io.graphstead.cli.session.ClientOptions;
import io.graphstead.cli.terminal.Surroundings;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** The tree of all commands. A verb that is a static method finds its place here. */
final class Commands {
    private final IFactory factory;

    Commands(Surroundings surroundings) {
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

    CommandLine all() {
        CommandLine root = new CommandLine(new Main(), factory);
        for (Class<?> noun : new Class<?>[] {LoginCommand.class, LogoutCommand.class, ProfileCommand.class}) {
            add(root, new CommandLine(noun, factory));
        }
        add(root, noun(OrganizationCommand.class), noun(MemberCommand.class));
        add(root, noun(ProjectCommand.class), noun(RuleCommand.class));
        add(root, noun(ApiClientCommand.class));
        CommandLine databases =
                noun(DatabaseCommand.class, RunningVerbs.class, AccessVerbs.class, WatchingVerbs.class);
        add(root, databases, noun(ConfigCommand.class), noun(PluginCommand.class));
        add(root, noun(OperationCommand.class));
        add(root, noun(CatalogCommand.class));
        verbs(EngineVerbs.class).forEach(root.getSubcommands().get("engine")::addSubcommand);
        return root.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Failures::misused)
                .setExecutionExceptionHandler(Failures::failed);
    }

    private static void add(CommandLine parent, CommandLine noun, CommandLine... nounsBelow) {
        for (CommandLine below : nounsBelow) {
            noun.addSubcommand(below);
        }
        parent.addSubcommand(noun);
    }

    /** A noun whose verbs stand in its own class and perhaps in others. */
    private CommandLine noun(Class<?> noun, Class<?>... moreVerbs) {
        CommandLine command = new CommandLine(noun, factory);
        for (Class<?> more : moreVerbs) {
            verbs(more).forEach(command::addSubcommand);
        }
        return command;
    }

    private Map<String, CommandLine> verbs(Class<?> type) {
        Map<String, CommandLine> verbs = new TreeMap<>();
        CommandLine.getCommandMethods(type, null).forEach(method -> {
            CommandLine verb = new CommandLine(method, factory);
            verbs.put(verb.getCommandName(), verb);
        });
        return verbs;
    }
}
