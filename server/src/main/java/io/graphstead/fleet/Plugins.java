package io.graphstead.fleet;

import io.graphstead.engine.Engines;
import io.graphstead.engine.InvalidPlugin;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.DoesNotFit;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.NameTaken;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The plugins that users give to their deployments. What is added or removed waits for a restart. */
@Singleton
public class Plugins {
    private static final int MOST = 20;

    private final Jdbi jdbi;
    private final Requests requests;
    private final PluginStore store;
    private final RevisionStore revisions;
    private final Engines engines;
    private final Clock clock;

    Plugins(Jdbi jdbi, Requests requests, PluginStore store, RevisionStore revisions, Engines engines, Clock clock) {
        this.jdbi = jdbi;
        this.requests = requests;
        this.store = store;
        this.revisions = revisions;
        this.engines = engines;
        this.clock = clock;
    }

    /** Oldest first. Needs reader. */
    public List<Plugin> of(Caller caller, DeploymentId id) {
        Deployment deployment = requests.allowed(caller, Role.READER, id).deployment();
        return jdbi.withHandle(handle -> of(handle, deployment));
    }

    private List<Plugin> of(Handle handle, Deployment deployment) {
        return store.of(
                handle, deployment.id(), revisions.drafted(handle, deployment).plugins());
    }

    /** @throws Refused when the caller may not add plugins; asked before an upload is taken */
    public void checkMayAdd(Caller caller, DeploymentId id) {
        requests.allowed(caller, Role.WRITER, id);
    }

    /**
     * Adds one. Needs writer.
     *
     * @param name unique in the deployment, 1 to 100 letters, digits, {@code . _ + -}
     * @param upload a file of the caller's, hostile until the engine has looked at it; stays where it is
     */
    public Plugin add(Caller caller, DeploymentId id, String name, Path upload) {
        Deployment deployment = requests.allowed(caller, Role.WRITER, id).deployment();
        checkName(name);
        Plugin plugin = new Plugin(PluginId.random(), name, clock.instant(), true, java.util.Optional.empty());
        try {
            Path folder = Files.createTempDirectory(upload.toAbsolutePath().getParent(), "plugin");
            try {
                List<Path> files = engines.named(deployment.spec().engine()).unpackPlugin(name, upload, folder);
                insert(id, plugin, files);
            } catch (InvalidPlugin invalid) {
                throw new Refused(new InvalidField("file", "file is no plugin: " + invalid.getMessage()));
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return plugin;
    }

    private static void checkName(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")) {
            throw new Refused(new InvalidField(
                    "name",
                    "name must be 1 to 100 letters, digits, dots, _, + and -, beginning with a letter or digit"));
        }
    }

    private void insert(DeploymentId id, Plugin plugin, List<Path> files) throws IOException {
        jdbi.useTransaction(handle -> {
            checkFree(of(handle, requests.lock(handle, id)), plugin.name(), files);
            store.insert(handle, id, plugin, files);
            requests.draft(handle, id, draft -> {
                List<PluginId> more = new ArrayList<>(draft.plugins());
                more.add(plugin.id());
                return draft.withPlugins(more);
            });
        });
    }

    private void checkFree(Collection<Plugin> there, String name, List<Path> files) {
        if (there.stream().anyMatch(one -> one.name().equals(name))) {
            throw new Refused(new NameTaken("name", name, "the plugins of this database"));
        }
        if (there.size() >= MOST) {
            throw new Refused(
                    new DoesNotFit("plugins", "a database has at most " + MOST + " plugins; remove one first"));
        }
        Set<String> names =
                files.stream().map(file -> String.valueOf(file.getFileName())).collect(Collectors.toSet());
        store.files(there.stream().map(Plugin::id).toList()).stream()
                .filter(file -> names.contains(file.fileName()))
                .findFirst()
                .ifPresent(file -> {
                    throw new Refused(new InvalidField(
                            "file",
                            "file holds " + file.fileName() + ", which another plugin of this database has too; remove"
                                    + " that plugin first"));
                });
    }

    /** Needs writer. */
    public void remove(Caller caller, DeploymentId id, PluginId plugin) {
        requests.allowed(caller, Role.WRITER, id);
        jdbi.useTransaction(handle -> remove(handle, id, plugin));
    }

    private void remove(Handle handle, DeploymentId id, PluginId plugin) {
        found(handle, id, plugin);
        store.remove(handle, plugin, clock.instant());
        requests.draft(
                handle,
                id,
                draft -> draft.withPlugins(draft.plugins().stream()
                        .filter(one -> !one.equals(plugin))
                        .toList()));
    }

    private Plugin found(Handle handle, DeploymentId id, PluginId plugin) {
        return of(handle, requests.lock(handle, id)).stream()
                .filter(one -> one.id().equals(plugin))
                .findFirst()
                .orElseThrow(() -> new Refused(new NotFound("plugin", plugin.toString())));
    }

    /**
     * Has it loaded from the next start on, or not any more; its file stays. One that the engine did not start with is tried
     * again. Needs writer.
     */
    public Plugin enable(Caller caller, DeploymentId id, PluginId plugin, boolean enabled) {
        requests.allowed(caller, Role.WRITER, id);
        return jdbi.inTransaction(handle -> {
            if (found(handle, id, plugin).enabled() != enabled) {
                store.forgive(handle, plugin);
                List<Plugin> all = of(handle, requests.lock(handle, id));
                // In their order, so that what is taken back is as it was.
                requests.draft(
                        handle,
                        id,
                        draft -> draft.withPlugins(all.stream()
                                .filter(each -> each.id().equals(plugin) ? enabled : each.enabled())
                                .map(Plugin::id)
                                .toList()));
            }
            return found(handle, id, plugin);
        });
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }
}
