package io.graphstead.cli;

import io.graphstead.platform.configuration.SettingsPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The reference page of all settings. */
@Command(name = "settings", description = "Lists every setting, as Markdown.")
final class SettingsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().getOut().print(SettingsPage.of(KnownSettings.CATALOG));
        spec.commandLine().getOut().flush();
    }
}
