package io.graphstead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.graphstead.cli.terminal.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The whole command line in this JVM, with surroundings of the test's own. */
record Cli(Path home, Map<String, String> environment, Typist typist) {
    /** Nobody at the terminal and nothing in the environment. */
    static Cli in(Path home) {
        return new Cli(home, Map.of(), Typist.nobody());
    }

    Cli with(Map<String, String> other) {
        return new Cli(home, other, typist);
    }

    Cli with(Typist other) {
        return new Cli(home, environment, other);
    }

    /** What came of a command. */
    record Run(List<String> arguments, int code, String out, String err) {
        /** It did what it was asked. */
        Run done() {
            return endedWith(0);
        }

        Run endedWith(int expected) {
            assertThat(code).as("%s%n%s%n%s", arguments, out, err).isEqualTo(expected);
            return this;
        }

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Its only line, such as an id. */
        String line() {
            return out.strip();
        }
    }

    Run run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine(new Surroundings(environment, home, typist))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Run(List.of(arguments), code, out.toString(), err.toString());
    }
}
