package io.graphstead.cli.reference;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code graphstead completion}: what a shell needs to complete commands. */
@Command(
        name = "completion",
        description = {
            "Prints what a shell needs to complete commands and options.",
            "bash: source <(graphstead completion bash)",
            "zsh: source <(graphstead completion zsh)"
        })
public final class CompletionCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "SHELL", description = "bash or zsh.")
    private Shell shell = Shell.BASH;

    /** The shells that one script serves: in zsh it turns bash's completion on. */
    enum Shell {
        BASH,
        ZSH
    }

    @Override
    public void run() {
        var root = spec.root().commandLine();
        spec.commandLine().getOut().print(AutoComplete.bash(root.getCommandName(), root));
        spec.commandLine().getOut().flush();
    }
}
