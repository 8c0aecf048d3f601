package io.graphstead.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.graphstead.cli.terminal.Confirmation.NotConfirmed;
import io.graphstead.cli.terminal.Screen.Loudness;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenTest {
    private static final List<Column> COLUMNS = List.of(Column.at("NAME", "/name"), Column.at("STATE", "/state"));

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Somebody who types this, or nobody. */
    private record Somebody(Optional<String> typed) implements Terminal {
        @Override
        public boolean isThere() {
            return typed.isPresent();
        }

        @Override
        public Optional<String> ask(String question) {
            return typed;
        }

        @Override
        public Optional<String> askSecret(String question) {
            return typed;
        }

        @Override
        public String standardInput() {
            return "from input\n";
        }
    }

    private Surroundings surroundings(Map<String, String> environment, Terminal terminal) {
        return new Surroundings(environment, folder, terminal);
    }

    private Screen screen(Output output, Loudness loudness, Map<String, String> environment, Terminal terminal) {
        return new Screen(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                output,
                loudness,
                surroundings(environment, terminal));
    }

    private Screen plain() {
        return screen(Output.TABLE, Loudness.NORMAL, Map.of(), new Somebody(Optional.empty()));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static final JsonNode TWO =
            json("{'things':[{'id':'1','name':'äpfel','state':'running'},{'id':'2','name':'b','state':null}]}");

    @Test
    void columns_stand_under_each_other_and_no_line_ends_in_blanks() {
        plain().list(TWO, "things", "id", COLUMNS);
        assertThat(out.toString().lines()).containsExactly("NAME   STATE", "äpfel  running", "b");
    }

    @Test
    void an_empty_list_leaves_standard_output_empty() {
        plain().list(json("{'things':[]}"), "things", "id", COLUMNS);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("there are none");
    }

    @Test
    void quiet_shows_ids_and_says_nothing_else() {
        Screen quiet = screen(Output.TABLE, Loudness.QUIET, Map.of(), new Somebody(Optional.empty()));
        quiet.list(TWO, "things", "id", COLUMNS);
        quiet.note("a word");
        assertThat(out.toString().lines()).containsExactly("1", "2");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void json_is_what_the_server_sent() {
        Screen screen = screen(Output.JSON, Loudness.NORMAL, Map.of(), new Somebody(Optional.empty()));
        screen.list(TWO, "things", "id", COLUMNS);
        assertThat(json(out.toString())).isEqualTo(TWO);
        out.getBuffer().setLength(0);
        screen.done(MissingNode.getInstance(), "1", "done");
        assertThat(out.toString().strip()).isEqualTo("{}");
    }

    @Test
    void details_name_every_value() {
        plain().details(json("{'id':'1','a':{'b':2},'list':['x','y'],'rules':[{'n':1},{'n':2}],'none':null}"), "id");
        assertThat(out.toString().lines())
                .containsExactly(
                        "id          1", "a.b         2", "list        x, y", "rules[0].n  1", "rules[1].n  2", "none");
    }

    @Test
    void what_a_server_sends_does_not_move_the_cursor() {
        plain().list(json("{'things':[{'name':'a\\u001b[2Jb\\nc'}]}"), "things", "id", COLUMNS);
        assertThat(out.toString()).contains("a [2Jb c").doesNotContain("\u001b");
    }

    @Test
    void colours_are_for_terminals_whose_owner_wants_them() {
        Terminal there = new Somebody(Optional.of(""));
        screen(Output.TABLE, Loudness.NORMAL, Map.of("TERM", "xterm"), there).list(TWO, "things", "id", COLUMNS);
        assertThat(out.toString()).contains("\u001b[32mrunning");
        for (Map<String, String> environment :
                List.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), Map.of("TERM", "dumb"), Map.<String, String>of())) {
            out.getBuffer().setLength(0);
            screen(Output.TABLE, Loudness.NORMAL, environment, there).list(TWO, "things", "id", COLUMNS);
            assertThat(out.toString()).doesNotContain("\u001b");
        }
    }

    @Test
    void nothing_is_destroyed_unless_its_name_was_typed() {
        Confirmation confirmation = new Confirmation();
        assertThatThrownBy(() -> confirmation.require(plain(), "x", "delete x"))
                .isInstanceOf(Misused.class)
                .hasMessageContaining("--yes");
        Screen wrong = screen(Output.TABLE, Loudness.NORMAL, Map.of(), new Somebody(Optional.of("X")));
        assertThatThrownBy(() -> confirmation.require(wrong, "x", "delete x")).isInstanceOf(NotConfirmed.class);
        confirmation.require(
                screen(Output.TABLE, Loudness.NORMAL, Map.of(), new Somebody(Optional.of(" x "))), "x", "delete x");
    }

    @Test
    void a_secret_comes_from_file_environment_or_prompt_in_this_order() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "from file\n");
        Surroundings all = surroundings(Map.of("S", "from environment"), new Somebody(Optional.of("typed")));
        assertThat(Secrets.read(all, "secret", Optional.of(file), Optional.of("S")))
                .isEqualTo("from file");
        assertThat(Secrets.read(all, "secret", Optional.of(Path.of("-")), Optional.of("S")))
                .isEqualTo("from input");
        assertThat(Secrets.read(all, "secret", Optional.empty(), Optional.of("S")))
                .isEqualTo("from environment");
        assertThat(Secrets.read(all, "secret", Optional.empty(), Optional.empty()))
                .isEqualTo("typed");
        Surroundings nobody = surroundings(Map.of(), new Somebody(Optional.empty()));
        assertThatThrownBy(() -> Secrets.read(nobody, "secret", Optional.empty(), Optional.of("S")))
                .isInstanceOf(Misused.class)
                .hasMessageContaining("--secret-file")
                .hasMessageContaining("or into S");
        assertThatThrownBy(() -> Secrets.read(nobody, "secret", Optional.of(folder.resolve("none")), Optional.empty()))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void profiles_are_where_the_xdg_specification_says() {
        Terminal nobody = new Somebody(Optional.empty());
        assertThat(surroundings(Map.of(), nobody).configuration()).isEqualTo(folder.resolve(".config/graphstead"));
        assertThat(surroundings(Map.of("XDG_CONFIG_HOME", "/x"), nobody).configuration())
                .isEqualTo(Path.of("/x/graphstead"));
        assertThat(surroundings(Map.of("XDG_CONFIG_HOME", "relative"), nobody).configuration())
                .as("relative ones are to be ignored")
                .isEqualTo(folder.resolve(".config/graphstead"));
    }
}
