package io.graphstead.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where secrets are taken from: a file, the environment or a prompt, and never the command line. */
public final class Secrets {
    private static final String STANDARD_INPUT = "-";

    private Secrets() {}

    /**
     * @param what it is, such as {@code client secret}
     * @param variable of the environment that may hold it
     */
    public static String read(Surroundings surroundings, String what, Optional<Path> file, Optional<String> variable) {
        Optional<String> secret = file.map(path -> fromFile(surroundings, path))
                .or(() -> variable.flatMap(surroundings::variable))
                .or(() -> surroundings.terminal().askSecret("The " + what + ": "))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
        return secret.orElseThrow(() -> new Misused("the " + what + " is missing: type it at the prompt, put it into"
                + " a file for --secret-file (- is standard input)"
                + variable.map(name -> ", or into " + name).orElse("")));
    }

    private static String fromFile(Surroundings surroundings, Path file) {
        if (file.toString().equals(STANDARD_INPUT)) {
            return surroundings.terminal().standardInput();
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Misused("the file " + file + " cannot be read; name one that holds the secret and nothing else");
        }
    }
}
