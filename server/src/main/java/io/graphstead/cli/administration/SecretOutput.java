package io.graphstead.cli.administration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.graphstead.cli.session.Session;
import io.graphstead.cli.terminal.Misused;
import io.graphstead.platform.folder.PrivateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a secret goes that the server shows only once. */
final class SecretOutput {
    @Option(
            names = "--secret-out",
            paramLabel = "FILE",
            description = "Writes the secret there, readable by you only, instead of showing it.")
    private Optional<Path> file = Optional.empty();

    /** Before the secret is made: one that could not be written afterwards would be lost. */
    void check() {
        file.ifPresent(target -> {
            Path folder = target.toAbsolutePath().getParent();
            if (folder == null || !Files.isWritable(folder) || Files.isDirectory(target)) {
                throw new Misused("no file can be written at " + target + "; nothing was done; name another for the secret");
            }
        });
    }

    /** Shows an API client, and its secret there or in the file. */
    void show(Session session, JsonNode answer, String words) {
        String id = answer.path("clientId").asText();
        String secret = answer.path("clientSecret").asText();
        if (file.isPresent()) {
            write(file.get(), secret);
            JsonNode without =
                    answer.deepCopy() instanceof ObjectNode object ? object.without("clientSecret") : answer;
            session.screen().done(without, id, words + "; its secret is in " + file.get());
        } else {
            session.screen()
                    .done(answer, id + " " + secret, words + "; its secret, shown this once:\n" + secret);
        }
    }

    private static void write(Path target, String secret) {
        try {
            PrivateFile.write(target.toAbsolutePath(), (secret + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the secret could not be written to " + target + ": " + e.getMessage()
                            + "; make another with graphstead api-client refresh-secret",
                    e);
        }
    }
}
