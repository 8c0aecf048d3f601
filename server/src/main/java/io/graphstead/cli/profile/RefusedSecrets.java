package io.graphstead.cli.profile;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that somebody may expect and that would put a secret where others read it. */
final class RefusedSecrets {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"--secret", "--client-secret", "--password", "--token"},
            arity = "0..1",
            fallbackValue = "",
            hidden = true)
    void refuse(String secret) {
        throw new ParameterException(
                spec.commandLine(),
                "a secret on the command line can be read by others, in the list of processes and in the shell's history:"
                        + " leave it out and type it at the prompt, or use --secret-file FILE or the environment; and"
                        + " replace the one that you gave");
    }
}
