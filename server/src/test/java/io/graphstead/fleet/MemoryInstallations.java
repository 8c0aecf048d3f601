package io.graphstead.fleet;

import io.graphstead.fleet.OperationView.Status;
import io.graphstead.identity.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Installations for tests of the dialects: each stays half-way. */
public final class MemoryInstallations extends Installations {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Map<OperationId, InstallationView> begun = new ConcurrentHashMap<>();

    public MemoryInstallations() {
        super(null, null, null, null, null);
    }

    @Override
    public void checkMayInstall(Caller caller, String engine, String version) {}

    @Override
    public void remove(Caller caller, String engine, String version) {
        asked.add("remove " + engine + " " + version);
    }

    @Override
    public InstallationView install(
            Caller caller, String engine, String version, Optional<String> sha256, Optional<UploadedArchive> archive) {
        asked.add(engine + " " + version + " " + sha256.orElse("-") + " "
                + archive.map(MemoryInstallations::told).orElse("-"));
        InstallationView view = new InstallationView(
                OperationId.random(),
                engine,
                version,
                Status.STARTED,
                Instant.parse("1994-11-06T08:49:37Z"),
                Optional.empty(),
                0.5,
                "half",
                Optional.empty());
        begun.put(view.id(), view);
        return view;
    }

    /** What was asked for, with what was uploaded. */
    public List<String> asked() {
        return asked;
    }

    private static String told(UploadedArchive archive) {
        try {
            return archive.name() + " " + Files.readString(archive.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            archive.delete();
        }
    }

    @Override
    public Optional<InstallationView> find(Caller caller, OperationId id) {
        return Optional.ofNullable(begun.get(id));
    }
}
