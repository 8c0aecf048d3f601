package io.graphstead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.cli.terminal.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

class CommandPageTest {
    @TempDir
    Path folder;

    @Test
    void the_reference_page_is_what_the_commands_say() throws IOException {
        assertThat(Files.readString(Path.of("..", "docs", "cli.md")))
                .as("docs/cli.md; write it anew with: ./graphstead reference > docs/cli.md")
                .isEqualTo(Cli.in(folder).run("reference").done().out());
    }

    @Test
    void every_command_option_and_argument_is_described() {
        List<String> silent = new ArrayList<>();
        collect(all(), silent);
        assertThat(silent).isEmpty();
    }

    private static void collect(CommandSpec command, List<String> silent) {
        if (command.usageMessage().description().length == 0) {
            silent.add(command.qualifiedName());
        }
        for (ArgSpec argument : command.args()) {
            if (argument.description().length == 0 && !argument.hidden()) {
                silent.add(command.qualifiedName() + " " + argument.paramLabel());
            }
        }
        command.subcommands().values().forEach(below -> collect(below.getCommandSpec(), silent));
    }

    /** What is made for one command alone must not differ from its place among all. */
    @Test
    void a_command_on_its_own_is_the_same_as_among_all() {
        List<List<String>> paths = new ArrayList<>();
        CommandLine all = commands();
        leaves(all.getCommandSpec(), new ArrayList<>(), paths);
        assertThat(paths).hasSizeGreaterThan(50);
        for (List<String> path : paths) {
            CommandLine alone = commands(path.toArray(String[]::new));
            CommandLine among = all;
            for (String name : path) {
                assertThat(alone.getSubcommands()).as("%s", path).containsKey(name);
                alone = alone.getSubcommands().get(name);
                among = among.getSubcommands().get(name);
            }
            assertThat(alone.getUsageMessage()).isEqualTo(among.getUsageMessage());
        }
    }

    private static void leaves(CommandSpec command, List<String> path, List<List<String>> paths) {
        if (command.subcommands().isEmpty()) {
            paths.add(path);
        }
        command.subcommands().forEach((name, below) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            leaves(below.getCommandSpec(), longer, paths);
        });
    }

    @Test
    void bash_understands_the_completion() throws IOException, InterruptedException {
        Path script = Files.writeString(
                folder.resolve("completion"),
                Cli.in(folder).run("completion", "bash").done().out());
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script + " && COMP_WORDS=(graphstead db re) COMP_CWORD=2"
                                + " && _complete_graphstead && echo \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true)
                .start();
        String completed = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(completed).isZero();
        assertThat(completed.strip().split(" ")).contains("rename", "reset-password", "resize", "restart", "resume");
        assertThat(Cli.in(folder).run("completion", "zsh").done().out()).contains("bashcompinit");
        assertThat(Cli.in(folder).run("completion", "fish").endedWith(2).err()).contains("SHELL");
    }

    @Test
    void nouns_without_a_verb_and_typing_errors_are_answered_with_what_there_is() {
        assertThat(Cli.in(folder).run("project").endedWith(2).err())
                .contains("which command? There are create, delete, list, show, update, rule");
        assertThat(Cli.in(folder).run("db", "lst").endedWith(2).err()).contains("did you mean", "list");
        assertThat(Cli.in(folder).run().endedWith(2).err())
                .contains("quickstart, serve", "graphstead --help")
                .doesNotContain("reference");
        assertThat(Cli.in(folder).run("--version").done().out()).startsWith("graphstead ");
        assertThat(Cli.in(folder).run("db", "create", "--help").done().out()).contains("--wait");
    }

    private static CommandSpec all() {
        return commands().getCommandSpec();
    }

    private static CommandLine commands(String... arguments) {
        return new Commands(new Surroundings(Map.of(), Path.of("/"), Typist.nobody()), arguments).tree();
    }
}
