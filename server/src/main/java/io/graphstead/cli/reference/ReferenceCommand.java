package io.graphstead.cli.reference;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code graphstead reference}: the page of all commands, for docs/cli.md. */
@Command(name = "reference", hidden = true, description = "Prints the reference page of all commands, as Markdown.")
public final class ReferenceCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().getOut().print(CommandPage.of(spec.root()));
        spec.commandLine().getOut().flush();
    }
}
