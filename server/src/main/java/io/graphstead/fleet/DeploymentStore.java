package io.graphstead.fleet;

import io.graphstead.engine.Memory;
import io.graphstead.engine.Version;
import io.graphstead.fleet.Marks.PausedBy;
import io.graphstead.fleet.Observation.Sight;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Placement;
import io.graphstead.identity.ProjectId;
import io.graphstead.runtime.Fence;
import io.graphstead.runtime.PortPurpose;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Deployments in PostgreSQL: what is wanted of each and what was last seen of it. */
@Singleton
class DeploymentStore {
    /** Columns of a {@link Deployment}, its ports folded into one: {@code endpoint bolt=20001,process bolt=20002}. */
    static final String COLUMNS = """
            d.id, d.project_id, d.name, d.cluster_id, d.engine, s.version, s.edition, s.size, s.memory_mb,
            s.heap_mb, s.page_cache_mb, s.cpus, s.storage_gb, s.reserved_mb,
            d.storage_type, d.provider, d.region, d.free, d.goal, d.revision, d.generation, d.born,
            d.drafted, d.worked, d.extras, d.termination_protected, d.paused_by,
            d.snapshot_schedule,
            d.failure, d.sight, d.sight_since, d.created_at,
            (SELECT string_agg(p.kind || ' ' || p.purpose || '=' || p.port, ',') FROM port p WHERE p.deployment_id = d.id) AS ports,
            (SELECT p.label FROM port p WHERE p.deployment_id = d.id AND p.kind = 'endpoint') AS label
            """;

    /** Where those columns come from: a deployment with its wanted revision. */
    static final String FROM = """
             FROM deployment d JOIN spec_revision s ON (s.deployment_id, s.revision) = (d.id, d.revision)
            """;

    private final Jdbi jdbi;

    DeploymentStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Writes a new one but for its first revision; false when its name or its cluster id is taken in the project. */
    boolean insert(Handle handle, Deployment deployment, String hostId, String username, byte[] sealedPassword) {
        Spec spec = deployment.spec();
        return handle.createUpdate("""
                        INSERT INTO deployment (id, project_id, name, cluster_id, engine, storage_type, provider, region,
                            free, extras, username, sealed_password, host_id, goal, revision, drafted, worked, generation, born,
                            wanted, handled, fence, attempts, trouble_lasts, sight, sight_since, snapshot_schedule,
                            created_at)
                        VALUES (:id, :project, :name, :clusterId, :engine, :storageType, :provider, :region,
                            :free, :extras, :username, :password, :host, :goal, :revision, :revision, 0, :generation, :born,
                            0, 0, 0, 0, false, :sight, :since, :schedule, :createdAt)
                        ON CONFLICT DO NOTHING""")
                        .bind("id", deployment.id().value())
                        .bind("project", deployment.project().value())
                        .bind("name", deployment.name())
                        .bind("clusterId", deployment.clusterId())
                        .bind("engine", spec.engine())
                        .bind("storageType", spec.storageType())
                        .bind("provider", spec.placement().provider())
                        .bind("region", spec.placement().region())
                        .bind("free", spec.free())
                        .bindArray("extras", String.class, deployment.marks().extras())
                        .bind("username", username)
                        .bind("password", sealedPassword)
                        .bind("host", hostId)
                        .bind("goal", deployment.intent().goal())
                        .bind("revision", deployment.intent().revision())
                        .bind("generation", deployment.intent().generation())
                        .bind("born", deployment.intent().born())
                        .bind("sight", deployment.condition().sight())
                        .bind("since", deployment.condition().since())
                        .bind("schedule", deployment.marks().schedule().text())
                        .bind("createdAt", deployment.createdAt())
                        .execute()
                == 1;
    }

    /** Locks the deployment for the rest of the transaction; empty when there is none that is not deleted. */
    Optional<Deployment> lock(Handle handle, DeploymentId id) {
        return handle.createQuery(
                        "SELECT " + COLUMNS + FROM + " WHERE d.id = :id AND d.deleted_at IS NULL FOR UPDATE OF d")
                .bind("id", id.value())
                .map((row, context) -> deployment(row))
                .findOne();
    }

    /** As {@link #lock(Handle, DeploymentId)}, for the worker whose fence is the deployment's; empty for any other. */
    Optional<Deployment> lock(Handle handle, DeploymentId id, Fence fence) {
        return handle.createQuery("SELECT " + COLUMNS + FROM + """
                         WHERE d.id = :id AND d.fence = :fence AND d.deleted_at IS NULL FOR UPDATE OF d""")
                .bind("id", id.value())
                .bind("fence", fence.value())
                .map((row, context) -> deployment(row))
                .findOne();
    }

    Optional<Deployment> find(DeploymentId id) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT " + COLUMNS + FROM + " WHERE d.id = :id AND d.deleted_at IS NULL")
                        .bind("id", id.value())
                        .map((row, context) -> deployment(row))
                        .findOne());
    }

    Optional<Shown> shown(DeploymentId id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT " + Shown.COLUMNS + Shown.FROM + " WHERE d.id = :id AND d.deleted_at IS NULL")
                .bind("id", id.value())
                .map((row, context) -> Shown.read(row))
                .findOne());
    }

    /** What is known of a deployment for ever. */
    record Origin(ProjectId project, String engine) {}

    /** Of deleted ones too. */
    Optional<Origin> origin(DeploymentId id) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT project_id, engine FROM deployment WHERE id = :id")
                .bind("id", id.value())
                .map((row, context) ->
                        new Origin(new ProjectId(row.getObject("project_id", UUID.class)), row.getString("engine")))
                .findOne());
    }

    Optional<Deployment> find(ProjectId project, String clusterId) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT " + COLUMNS + FROM + """
                         WHERE d.project_id = :project AND d.cluster_id = :clusterId AND d.deleted_at IS NULL""")
                .bind("project", project.value())
                .bind("clusterId", clusterId)
                .map((row, context) -> deployment(row))
                .findOne());
    }

    /** Oldest first. */
    List<Deployment> in(Collection<ProjectId> projects) {
        if (projects.isEmpty()) {
            return List.of();
        }
        return jdbi.withHandle(handle -> handle.createQuery("SELECT " + COLUMNS + FROM + """
                         WHERE d.project_id = ANY (:projects) AND d.deleted_at IS NULL
                         ORDER BY d.created_at, d.id""")
                .bindArray(
                        "projects",
                        UUID.class,
                        projects.stream().map(ProjectId::value).toList())
                .map((row, context) -> deployment(row))
                .list());
    }

    /** Everything that is not deleted on one host. */
    List<Deployment> on(String hostId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT " + COLUMNS + FROM + " WHERE d.host_id = :host AND d.deleted_at IS NULL")
                .bind("host", hostId)
                .map((row, context) -> deployment(row))
                .list());
    }

    /** A free deployment of the organization beside this one, if it has one. */
    Optional<String> otherFreeOneOf(Handle handle, OrganizationId organization, DeploymentId id) {
        // Two that are made at the same moment must not both pass.
        handle.createQuery("SELECT 1 FROM organization WHERE id = :organization FOR UPDATE")
                .bind("organization", organization.value())
                .mapTo(Integer.class)
                .findOne();
        return handle.createQuery("""
                        SELECT d.cluster_id FROM deployment d JOIN project p ON p.id = d.project_id
                        WHERE p.organization_id = :organization AND d.free AND d.deleted_at IS NULL AND d.id <> :id
                        LIMIT 1""")
                .bind("organization", organization.value())
                .bind("id", id.value())
                .mapTo(String.class)
                .findOne();
    }

    /** Memory set aside on a host for what runs or should run there, in MiB. */
    long reservedMb(Handle handle, String hostId) {
        return handle.createQuery("""
                        SELECT coalesce(sum(s.reserved_mb * ((d.goal = 'RUNNING')::int + (SELECT count(*) FROM operation o
                            WHERE o.deployment_id = d.id AND o.status = 'started' AND o.kind IN (<beside>)))), 0)
                        FROM deployment d JOIN spec_revision s ON (s.deployment_id, s.revision) = (d.id, d.revision)
                        WHERE d.host_id = :host AND d.deleted_at IS NULL""")
                .bindList("beside", OperationKind.withServersBeside())
                .bind("host", hostId)
                .mapTo(Long.class)
                .one();
    }

    /** Writes a new intent and forgets the attempts made for the old one. */
    void want(Handle handle, DeploymentId id, Intent intent) {
        handle.createUpdate("""
                        UPDATE deployment SET goal = :goal, revision = :revision, generation = :generation,
                            failure = NULL, attempts = 0, attempted_at = NULL, trouble = NULL, trouble_lasts = false
                        WHERE id = :id""")
                .bind("id", id.value())
                .bind("goal", intent.goal())
                .bind("revision", intent.revision())
                .bind("generation", intent.generation())
                .execute();
    }

    /** Puts marks on a deployment, over those that it has. */
    void mark(Handle handle, DeploymentId id, Marks marks) {
        handle.createUpdate("""
                        UPDATE deployment SET extras = :extras, termination_protected = :protected, paused_by = :pausedBy,
                            snapshot_schedule = :schedule
                        WHERE id = :id""")
                .bind("id", id.value())
                .bindArray("extras", String.class, marks.extras())
                .bind("protected", marks.terminationProtected())
                .bind("pausedBy", marks.pausedBy().map(Enum::name).orElse(null))
                .bind("schedule", marks.schedule().text())
                .execute();
    }

    /** Keeps others from renaming in this project for the rest of the transaction. */
    void lockNames(Handle handle, ProjectId project) {
        handle.createQuery("SELECT 1 FROM project WHERE id = :project FOR UPDATE")
                .bind("project", project.value())
                .mapTo(Integer.class)
                .findOne();
    }

    /** Gives it another name, inside a transaction that holds its lock; false when one in its project has it. */
    boolean rename(Handle handle, Deployment deployment, DeploymentName name) {
        return handle.createUpdate("""
                        UPDATE deployment SET name = :name
                        WHERE id = :id AND NOT EXISTS (SELECT 1 FROM deployment other
                            WHERE other.project_id = :project AND other.id <> :id AND other.deleted_at IS NULL
                              AND (lower(other.name) = lower(:name) OR other.cluster_id = :clusterId))""")
                        .bind("id", deployment.id().value())
                        .bind("project", deployment.project().value())
                        .bind("name", name.text())
                        .bind("clusterId", name.clusterId())
                        .execute()
                == 1;
    }

    /**
     * Gives it another cluster id, inside a transaction that holds its lock and that of its project's names; false when one
     * in its project has that id or name.
     *
     * <p>The name follows if the id was made from it: both are the same name then, and keeping the one would keep the old id
     * from being given to another. A name that was changed since is one of its own and stays.
     */
    boolean renameCluster(Handle handle, Deployment deployment, DeploymentName id) {
        boolean follows = new DeploymentName(deployment.name()).clusterId().equals(deployment.clusterId());
        return handle.createUpdate("""
                        UPDATE deployment SET cluster_id = :clusterId, name = :name
                        WHERE id = :id AND NOT EXISTS (SELECT 1 FROM deployment other
                            WHERE other.project_id = :project AND other.id <> :id AND other.deleted_at IS NULL
                              AND (lower(other.name) = :clusterId OR other.cluster_id = :clusterId))""")
                        .bind("id", deployment.id().value())
                        .bind("project", deployment.project().value())
                        .bind("clusterId", id.clusterId())
                        .bind("name", follows ? id.text() : deployment.name())
                        .execute()
                == 1;
    }

    static Deployment deployment(ResultSet row) throws SQLException {
        return new Deployment(
                new DeploymentId(row.getObject("id", UUID.class)),
                new ProjectId(row.getObject("project_id", UUID.class)),
                row.getString("name"),
                row.getString("cluster_id"),
                new Spec(
                        row.getString("engine"),
                        new Version(row.getString("version")),
                        row.getString("edition"),
                        row.getString("size"),
                        new Memory(row.getLong("memory_mb"), row.getLong("heap_mb"), row.getLong("page_cache_mb")),
                        row.getDouble("cpus"),
                        row.getInt("storage_gb"),
                        row.getString("storage_type"),
                        new Placement(row.getString("provider"), row.getString("region")),
                        row.getBoolean("free"),
                        row.getLong("reserved_mb")),
                new Intent(
                        Goal.valueOf(row.getString("goal")),
                        row.getLong("revision"),
                        row.getLong("generation"),
                        row.getBoolean("born")),
                new Revisions(row.getLong("drafted"), row.getLong("worked")),
                ports(row.getString("ports"), row.getString("label")),
                new Marks(
                        strings(row.getArray("extras")),
                        row.getBoolean("termination_protected"),
                        Optional.ofNullable(row.getString("paused_by")).map(PausedBy::valueOf),
                        SnapshotSchedule.parse(row.getString("snapshot_schedule"))),
                new Condition(
                        Sight.valueOf(row.getString("sight")),
                        instant(row, "sight_since"),
                        Optional.ofNullable(row.getString("failure"))),
                instant(row, "created_at"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static Optional<Instant> maybeInstant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    static List<String> strings(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private static Ports ports(@Nullable String folded, @Nullable String label) {
        OptionalInt endpoint = OptionalInt.empty();
        Map<PortPurpose, Integer> process = new HashMap<>();
        if (folded != null) {
            for (String each : folded.split(",")) {
                int blank = each.indexOf(' ');
                int sign = each.indexOf('=');
                int port = Integer.parseInt(each.substring(sign + 1));
                if (each.substring(0, blank).equals(PortAllocation.Kind.ENDPOINT.word())) {
                    endpoint = OptionalInt.of(port);
                } else {
                    process.put(new PortPurpose(each.substring(blank + 1, sign)), port);
                }
            }
        }
        return new Ports(endpoint, Optional.ofNullable(label), process);
    }
}
