package io.graphstead.fleet;

import io.graphstead.fleet.OperationView.Status;
import io.graphstead.identity.Caller;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Installations for tests of the dialects: each stays half-way. */
public final class MemoryInstallations extends Installations {
    private final Map<OperationId, InstallationView> begun = new ConcurrentHashMap<>();

    public MemoryInstallations() {
        super(null, null, null, null, null);
    }

    @Override
    public InstallationView install(Caller caller, String engine, String version) {
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

    @Override
    public Optional<InstallationView> find(Caller caller, OperationId id) {
        return Optional.ofNullable(begun.get(id));
    }
}
