package io.graphstead.cli.terminal;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a command finds around it.
 *
 * @param environment of the process
 * @param home the user's folder
 */
public record Surroundings(Map<String, String> environment, Path home, Terminal terminal) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    public static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), Path.of(System.getProperty("user.home")), Terminal.ofProcess());
    }

    /** A variable of the environment that says something. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Where profiles are kept: {@code ~/.config/graphstead}, or where XDG_CONFIG_HOME leads. */
    public Path configuration() {
        return variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> home.resolve(".config"))
                .resolve("graphstead");
    }
}
