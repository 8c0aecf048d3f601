package io.graphstead.cli.terminal;

import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Who sits in front of the commands, if anyone does. */
public interface Terminal {
    /** Whether somebody sees what is shown and can be asked. */
    boolean isThere();

    /** What is typed after a question; empty at the end of input. */
    Optional<String> ask(String question);

    /** The same, unseen. */
    Optional<String> askSecret(String question);

    /** All of standard input. */
    String standardInput();

    /** The one of this process. */
    static Terminal ofProcess() {
        Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        return new Terminal() {
            @Override
            public boolean isThere() {
                return console.isPresent();
            }

            @Override
            public Optional<String> ask(String question) {
                return console.map(there -> there.readLine("%s", question));
            }

            @Override
            public Optional<String> askSecret(String question) {
                return console.map(there -> there.readPassword("%s", question)).map(String::new);
            }

            @Override
            public String standardInput() {
                try {
                    return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
