package io.graphstead.cli;

import io.graphstead.platform.configuration.Settings;
import io.graphstead.platform.configuration.SettingsReader;
import io.graphstead.platform.configuration.SettingsReader.Flag;
import io.graphstead.platform.folder.ServerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options by which a server is told its settings; the same for every command that starts one. */
public final class ServerOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "A YAML file with settings.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder (server.data).")
    private Optional<String> data = Optional.empty();

    @Option(names = "--port", paramLabel = "N", description = "The HTTPS port (server.port).")
    private Optional<String> port = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any setting; may be repeated. ./graphstead settings lists them all.")
    private List<String> assignments = List.of();

    /** For picocli, which fills the options in. */
    public ServerOptions() {}

    /** Options as if they had been given on the command line. */
    public ServerOptions(Path data, List<String> assignments) {
        this.data = Optional.of(data.toString());
        this.assignments = List.copyOf(assignments);
    }

    /** Options of which only some are given. */
    static ServerOptions of(Optional<Path> file, Optional<Path> data, List<String> assignments) {
        ServerOptions options = new ServerOptions();
        options.file = file;
        options.data = data.map(Path::toString);
        options.assignments = List.copyOf(assignments);
        return options;
    }

    /** The same options with further assignments behind them. */
    public ServerOptions with(List<String> more) {
        ServerOptions both = new ServerOptions();
        both.file = file;
        both.data = data;
        both.port = port;
        both.assignments = Stream.concat(assignments.stream(), more.stream()).toList();
        return both;
    }

    /** The data folder that these options lead to. */
    public Path dataFolder(Map<String, String> environment) {
        return settings(environment).bind(ServerSettings.class).data().toAbsolutePath();
    }

    /**
     * @param environment of the process
     * @throws io.graphstead.platform.CannotStart naming every setting that is wrong, one a line
     */
    public Settings settings(Map<String, String> environment) {
        List<Flag> flags = new ArrayList<>(assignments.stream().map(Flag::set).toList());
        data.ifPresent(value -> flags.add(new Flag("server.data", value, "--data")));
        port.ifPresent(value -> flags.add(new Flag("server.port", value, "--port")));
        return new SettingsReader(KnownSettings.CATALOG, KnownSettings.NOT_SETTINGS).read(file, environment, flags);
    }
}
