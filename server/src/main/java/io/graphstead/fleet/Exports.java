package io.graphstead.fleet;

import io.graphstead.fleet.OperationView.Status;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refusal.WrongState;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Packs data for others, without stopping anybody; what was packed can be fetched for a while. */
@Singleton
public class Exports {
    private final Requests requests;
    private final Fleet fleet;
    private final TransferFolder folder;
    private final TransferSettings settings;

    Exports(Requests requests, Fleet fleet, TransferFolder folder, TransferSettings settings) {
        this.requests = requests;
        this.fleet = fleet;
        this.folder = folder;
        this.settings = settings;
    }

    /**
     * A file to be fetched. Its content never changes.
     *
     * @param name to be saved under
     * @param expires when it is deleted
     */
    public record Download(Path file, String name, long bytes, Instant made, Instant expires)
            implements io.graphstead.fleet.Download {
        @Override
        public Optional<Instant> expiry() {
            return Optional.of(expires);
        }

        @Override
        public InputStream open(long from) throws IOException {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            return Channels.newInputStream(channel.position(from));
        }
    }

    /** Needs writer. What is exported is called after the operation. */
    public Accepted begin(Caller caller, DeploymentId id) {
        return requests.ask(caller, Role.WRITER, id, OperationKind.EXPORT, Requests.Change.none());
    }

    /**
     * What an operation exported. Needs writer, as whoever has it has the data.
     *
     * @throws Refused also while it is not finished, or when it is deleted
     */
    public Download find(Caller caller, DeploymentId id, OperationId operation) {
        Deployment deployment = requests.allowed(caller, Role.WRITER, id).deployment();
        OperationView view = fleet.operation(caller, operation);
        if (!view.deployment().equals(id) || view.kind() != OperationKind.EXPORT) {
            throw new Refused(new NotFound("export", operation.toString()));
        }
        if (view.status() == Status.STARTED) {
            throw new Refused(new WrongState(
                    "download", "exporting", "the export is not finished; wait until operation " + operation + " is"));
        }
        if (view.status() == Status.FAILED) {
            throw new Refused(
                    new WrongState("download", "failed", "the export failed; its operation says why: " + operation));
        }
        Optional<Path> file = folder.export(operation);
        if (file.isEmpty()) {
            throw new Refused(new NotFound(
                    "export",
                    operation + " (exports are deleted after " + settings.exportHours() + " hours; export again)"));
        }
        return download(deployment, file.get());
    }

    private Download download(Deployment deployment, Path file) {
        try {
            Instant made = Files.getLastModifiedTime(file).toInstant();
            String day = made.toString().substring(0, 10);
            return new Download(
                    file,
                    deployment.name() + "-" + day + "." + TransferFolder.ending(file),
                    Files.size(file),
                    made,
                    made.plus(Duration.ofHours(settings.exportHours())));
        } catch (IOException e) {
            throw new UncheckedIOException("an export cannot be looked at", e);
        }
    }
}
