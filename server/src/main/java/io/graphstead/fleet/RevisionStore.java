package io.graphstead.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.graphstead.engine.Memory;
import io.graphstead.engine.Version;
import io.graphstead.platform.keys.Sealer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The revisions of deployments in PostgreSQL. Kept are the wanted, the newest and the last that worked. */
@Singleton
class RevisionStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Jdbi jdbi;
    private final Sealer sealer;

    RevisionStore(Jdbi jdbi, Sealer sealer) {
        this.jdbi = jdbi;
        this.sealer = sealer;
    }

    /** What is to be served now. */
    Draft wanted(Deployment deployment) {
        return jdbi.withHandle(handle -> wanted(handle, deployment));
    }

    Draft wanted(Handle handle, Deployment deployment) {
        return read(handle, deployment, deployment.intent().revision());
    }

    /** The newest, with what waits for a restart. */
    Draft drafted(Deployment deployment) {
        return jdbi.withHandle(handle -> drafted(handle, deployment));
    }

    Draft drafted(Handle handle, Deployment deployment) {
        return read(handle, deployment, deployment.revisions().drafted());
    }

    Draft worked(Deployment deployment) {
        return jdbi.withHandle(handle -> worked(handle, deployment));
    }

    /** The last one that was seen to serve; there must be one. */
    Draft worked(Handle handle, Deployment deployment) {
        return read(handle, deployment, deployment.revisions().worked());
    }

    private Draft read(Handle handle, Deployment deployment, long revision) {
        return handle.createQuery("SELECT * FROM spec_revision WHERE deployment_id = :id AND revision = :revision")
                .bind("id", deployment.id().value())
                .bind("revision", revision)
                .map((row, context) -> draft(row, deployment))
                .one();
    }

    /** The first one. */
    void insert(Handle handle, Deployment deployment, Draft draft) {
        insert(handle, deployment.id(), deployment.intent().revision(), draft);
    }

    /**
     * Makes a draft the newest revision, inside a transaction that holds the deployment's lock. One that is as the wanted
     * revision takes back what was drafted.
     *
     * @return its number
     */
    long draft(Handle handle, Deployment deployment, Draft draft) {
        long revision;
        if (draft.equals(wanted(handle, deployment))) {
            revision = deployment.intent().revision();
        } else if (draft.equals(drafted(handle, deployment))) {
            revision = deployment.revisions().drafted();
        } else {
            revision = handle.createQuery("SELECT max(revision) + 1 FROM spec_revision WHERE deployment_id = :id")
                    .bind("id", deployment.id().value())
                    .mapTo(Long.class)
                    .one();
            insert(handle, deployment.id(), revision, draft);
        }
        handle.createUpdate("UPDATE deployment SET drafted = :revision WHERE id = :id")
                .bind("id", deployment.id().value())
                .bind("revision", revision)
                .execute();
        forgetUnneeded(handle, deployment.id());
        return revision;
    }

    private void insert(Handle handle, DeploymentId id, long revision, Draft draft) {
        Spec spec = draft.spec();
        handle.createUpdate("""
                        INSERT INTO spec_revision (deployment_id, revision, version, edition, size, memory_mb, heap_mb,
                            page_cache_mb, cpus, storage_gb, reserved_mb, configuration, plugins)
                        VALUES (:id, :revision, :version, :edition, :size, :memoryMb, :heapMb,
                            :pageCacheMb, :cpus, :storageGb, :reservedMb, :configuration, :plugins)""")
                .bind("id", id.value())
                .bind("revision", revision)
                .bind("version", spec.version().text())
                .bind("edition", spec.edition())
                .bind("size", spec.size())
                .bind("memoryMb", spec.memory().ceilingMb())
                .bind("heapMb", spec.memory().heapMb())
                .bind("pageCacheMb", spec.memory().pageCacheMb())
                .bind("cpus", spec.cpus())
                .bind("storageGb", spec.storageGb())
                .bind("reservedMb", spec.reservedMb())
                .bind("configuration", sealed(id, draft.configuration()))
                .bindArray(
                        "plugins",
                        UUID.class,
                        draft.plugins().stream().map(PluginId::value).toList())
                .execute();
    }

    /**
     * Gives a deployment more storage in every revision: it is there at once and, other than a size or a release, nothing
     * that one could have to go back from.
     */
    void grow(Handle handle, DeploymentId id, int storageGb) {
        handle.createUpdate("""
                        UPDATE spec_revision SET storage_gb = :storageGb
                        WHERE deployment_id = :id AND storage_gb < :storageGb""")
                .bind("id", id.value())
                .bind("storageGb", storageGb)
                .execute();
    }

    /** Deletes revisions that nothing can go to any more, and the plugins that only they had. */
    void forgetUnneeded(Handle handle, DeploymentId id) {
        handle.createUpdate("""
                        DELETE FROM spec_revision s USING deployment d
                        WHERE d.id = :id AND s.deployment_id = d.id
                          AND s.revision NOT IN (d.revision, d.drafted, d.worked)""").bind("id", id.value()).execute();
        handle.createUpdate("""
                        DELETE FROM plugin p WHERE p.deployment_id = :id AND p.removed_at IS NOT NULL
                          AND NOT EXISTS (SELECT 1 FROM spec_revision s
                              WHERE s.deployment_id = p.deployment_id AND p.id = ANY (s.plugins))""").bind("id", id.value()).execute();
    }

    private static String purpose(DeploymentId id) {
        return "configuration of deployment " + id;
    }

    private byte @Nullable [] sealed(DeploymentId id, List<ConfigurationEntry> configuration) {
        try {
            return configuration.isEmpty() ? null : sealer.seal(purpose(id), JSON.writeValueAsBytes(configuration));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of texts can be written", e);
        }
    }

    private List<ConfigurationEntry> unsealed(DeploymentId id, byte @Nullable [] sealed) {
        try {
            return sealed == null
                    ? List.of()
                    : JSON.readValue(sealer.unseal(purpose(id), sealed), new TypeReference<>() {});
        } catch (IOException e) {
            throw new IllegalStateException("the configuration of " + id + " cannot be read", e);
        }
    }

    private Draft draft(ResultSet row, Deployment of) throws SQLException {
        Spec spec = new Spec(
                of.spec().engine(),
                new Version(row.getString("version")),
                row.getString("edition"),
                row.getString("size"),
                new Memory(row.getLong("memory_mb"), row.getLong("heap_mb"), row.getLong("page_cache_mb")),
                row.getDouble("cpus"),
                row.getInt("storage_gb"),
                of.spec().storageType(),
                of.spec().placement(),
                of.spec().free(),
                row.getLong("reserved_mb"));
        return new Draft(spec, unsealed(of.id(), row.getBytes("configuration")), plugins(row.getArray("plugins")));
    }

    private static List<PluginId> plugins(Array array) throws SQLException {
        return Stream.of((UUID[]) array.getArray()).map(PluginId::new).toList();
    }
}
