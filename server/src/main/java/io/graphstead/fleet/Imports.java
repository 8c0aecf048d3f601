package io.graphstead.fleet;

import io.graphstead.archive.RefusedArchive;
import io.graphstead.engine.Engine;
import io.graphstead.engine.Engines;
import io.graphstead.fleet.Requests.Allowed;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes in data that was packed elsewhere. The running database is not touched before the archive was looked through and
 * loaded beside it, and is gone back to unless a server answers on what was loaded.
 */
@Singleton
public class Imports {
    /** What an archive is called in messages: what its sender calls it is his own business. */
    static final String ARCHIVE = "the archive";

    private final Jdbi jdbi;
    private final Requests requests;
    private final Views views;
    private final Engines engines;
    private final TransferFolder folder;
    private final TransferSettings settings;

    Imports(
            Jdbi jdbi,
            Requests requests,
            Views views,
            Engines engines,
            TransferFolder folder,
            TransferSettings settings) {
        this.jdbi = jdbi;
        this.requests = requests;
        this.views = views;
        this.engines = engines;
        this.folder = folder;
        this.settings = settings;
    }

    /** In bytes, of the whole upload. */
    public long longestUpload() {
        return (long) settings.maxUploadGb() << 30;
    }

    /**
     * What is asked before an archive is taken in. Needs writer.
     *
     * @throws Refused also when it could not be imported now
     */
    public void checkMayImport(Caller caller, DeploymentId id) {
        Allowed allowed = requests.allowed(caller, Role.WRITER, id);
        jdbi.useHandle(handle -> requests.checkState(handle, allowed.deployment(), OperationKind.IMPORT));
    }

    /** Needs writer. The archive is deleted in the end. */
    public Accepted begin(Caller caller, DeploymentId id, UploadedArchive archive) {
        OperationId operation = OperationId.random();
        Path incoming = folder.incoming(operation);
        boolean accepted = false;
        try {
            Allowed allowed = requests.allowed(caller, Role.WRITER, id);
            recognize(engines.named(allowed.deployment().spec().engine()), archive.path());
            // There before the worker can look for it.
            Files.move(archive.path(), incoming, StandardCopyOption.ATOMIC_MOVE);
            Requests.Wish wish = new Requests.Wish(
                    operation,
                    OperationKind.IMPORT,
                    Requests.Change.none(),
                    UnaryOperator.identity(),
                    Optional.empty());
            Deployment now = jdbi.inTransaction(handle -> requests.write(handle, caller, allowed.project(), id, wish));
            accepted = true;
            return new Accepted(views.of(now, allowed.project()), operation);
        } catch (IOException e) {
            throw new UncheckedIOException("an upload cannot be kept", e);
        } finally {
            if (!accepted) {
                archive.delete();
                new UploadedArchive(incoming, ARCHIVE).delete();
            }
        }
    }

    private static void recognize(Engine engine, Path file) throws IOException {
        try {
            engine.recognize(file, ARCHIVE);
        } catch (RefusedArchive refused) {
            throw new Refused(new InvalidField("file", refused.words()));
        }
    }
}
