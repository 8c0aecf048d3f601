package io.graphstead.cli.database;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.Paths;
import io.graphstead.cli.session.ClientOptions;
import io.graphstead.cli.session.Session;
import io.graphstead.cli.session.UploadBar;
import io.graphstead.cli.session.WaitOptions;
import io.graphstead.cli.terminal.Confirmation;
import io.graphstead.cli.terminal.Misused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verbs of {@code graphstead db} that bring data in and out. */
public final class TransferVerbs {
    private TransferVerbs() {}

    @Command(
            name = "import",
            description = "Replaces the data of a database by that of an archive: a dump of Neo4j, or a zip or tar of a"
                    + " store or data folder. Its users and passwords stay.")
    static int importArchive(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Mixin Confirmation confirmation,
            @Mixin WaitOptions wait,
            @Parameters(index = "1", paramLabel = "FILE", description = "The archive, which is uploaded.") Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new Misused("there is no file " + file + " that can be read; give a dump, or a zip or tar");
        }
        Session session = client.open();
        JsonNode found = database.find(session);
        String name = DatabaseArgument.nameOf(found);
        confirmation.require(session.screen(), name, "replace all data of " + name);
        JsonNode answer = UploadBar.upload(session, DatabaseArgument.below(found, "/import"), Map.of(), file);
        return wait.accepted(session, answer, "importing into " + name);
    }

    @Command(
            name = "export",
            description =
                    "Packs the data of a database, which goes on meanwhile: of Neo4j as a dump, of TypeDB as a tar"
                            + " of its data folder. With --to it is fetched, too.")
    static int export(
            @Mixin ClientOptions client,
            @Mixin DatabaseArgument database,
            @Mixin WaitOptions wait,
            @Option(
                            names = "--to",
                            paramLabel = "FILE",
                            description = "Waits until it is packed and writes it to this file, which must not be there"
                                    + " yet.")
                    Optional<Path> to) {
        if (to.filter(Files::exists).isPresent()) {
            throw new Misused(to.get() + " is there already; give the name of a new file");
        }
        Session session = client.open();
        JsonNode found = database.find(session);
        String name = DatabaseArgument.nameOf(found);
        JsonNode answer = DatabaseArgument.send(session, found, "export", Map.of());
        if (to.isEmpty()) {
            return wait.accepted(session, answer, "exporting " + name);
        }
        WaitOptions.await(session, answer.path("operationId").asText());
        String path = Paths.path("/exports/{}", answer.path("exportId").asText());
        long bytes = session.api().download(DatabaseArgument.below(found, path), to.get());
        session.screen()
                .done(answer, answer.path("exportId").asText(), name + " is in " + to.get() + ", " + bytes + " bytes");
        return 0;
    }
}
