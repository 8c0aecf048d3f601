package io.graphstead.cli.administration;

import io.graphstead.cli.session.ClientOptions;
import io.graphstead.cli.session.Session;
import io.graphstead.cli.terminal.Confirmation;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code graphstead person}: what only the operator of a server can do for a person. */
@Command(
        name = "person",
        description = "What the operator of a server does for people; for the installation's own token.",
        addMethodSubcommands = false)
public final class PersonCommand {
    private PersonCommand() {}

    @Command(
            name = "remove-second-factor",
            description = {
                "Takes a person's second factor away, for one who has lost phone and recovery codes: their password is enough"
                        + " from then on.",
                "Make sure that it is them who ask. It is told in the audit log."
            })
    static int removeSecondFactor(
            @Mixin ClientOptions client,
            @Mixin Confirmation confirmation,
            @Parameters(index = "0", paramLabel = "EMAIL", description = "The address with which they sign in.")
                    String email) {
        Session session = client.open();
        confirmation.require(session.screen(), email, "take the second factor of " + email + " away");
        session.screen()
                .done(
                        session.api().post("/people/second-factor/remove", Map.of("email", email)),
                        email,
                        email + " has no second factor any more");
        return 0;
    }
}
