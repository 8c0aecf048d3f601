package io.graphstead.fleet;

import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.OrganizationStore;
import io.graphstead.identity.Quota;
import io.graphstead.refusal.Refusal.DoesNotFit;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;

/**
 * Holds organizations to their quotas, snapshots counted as storage. Asked after a deployment was written as it is wanted, in the same transaction: a
 * refusal undoes the writing, and of two that want the last room the second sees what the first has taken.
 */
@Singleton
class Quotas {
    private static final long GIBIBYTE = 1L << 30;

    private static final String DATABASES = """
            SELECT coalesce(sum(s.storage_gb), 0) FROM deployment d
            JOIN spec_revision s ON (s.deployment_id, s.revision) = (d.id, d.revision)
            JOIN project p ON p.id = d.project_id
            WHERE p.organization_id = :organization AND d.deleted_at IS NULL""";

    private static final String TAKEN = """
            SELECT count(*) AS databases,
                coalesce(sum(s.storage_gb), 0) AS storage_gb,
                coalesce(sum(s.memory_mb) FILTER (WHERE d.goal = 'RUNNING'), 0) AS memory_mb
            FROM deployment d
            JOIN spec_revision s ON (s.deployment_id, s.revision) = (d.id, d.revision)
            JOIN project p ON p.id = d.project_id
            WHERE p.organization_id = :organization AND d.deleted_at IS NULL AND""";

    /** Of those that are being made what they may come to take. */
    private static final String SNAPSHOTS = """
            SELECT coalesce(sum(CASE s.status WHEN 'READY' THEN s.bytes WHEN 'PENDING' THEN s.reserved_bytes END), 0)
            FROM snapshot s JOIN project p ON p.id = s.project_id WHERE p.organization_id = :organization""";

    private final OrganizationStore organizations;

    Quotas(OrganizationStore organizations) {
        this.organizations = organizations;
    }

    /** What deployments take of each thing that a quota can limit. */
    private record Taken(long databases, long storageGb, long memoryMb) {}

    /**
     * @param asked the deployment that was just written: what it takes is told apart from what was taken before
     * @throws Refused with {@link DoesNotFit} when the organization's deployments take more than its quota
     */
    void check(Handle handle, OrganizationId organization, DeploymentId asked) {
        Quota quota = organizations.holdQuota(handle, organization);
        if (quota.isNone()) {
            return;
        }
        Taken others = taken(handle, TAKEN + " d.id <> :asked", organization, asked);
        Taken wanted = taken(handle, TAKEN + " d.id = :asked", organization, asked);
        check("databases", "databases", "", quota.databases(), others.databases(), wanted.databases());
        check(
                "storage",
                "GB of storage",
                " GB",
                quota.storageGb(),
                others.storageGb() + Math.ceilDiv(snapshots(handle, organization), GIBIBYTE),
                wanted.storageGb());
        check(
                "memory",
                "MB of memory in running databases",
                " MB",
                quota.memoryMb(),
                others.memoryMb(),
                wanted.memoryMb());
    }

    /**
     * @param bytes that a snapshot which is to be made may come to take, beside those that there are
     * @throws Refused with {@link DoesNotFit} when databases and snapshots would take more than the quota for storage
     */
    void checkSnapshot(Handle handle, OrganizationId organization, long bytes) {
        OptionalLong limit = organizations.holdQuota(handle, organization).storageGb();
        if (limit.isEmpty()) {
            return;
        }
        long databases = handle.createQuery(DATABASES)
                .bind("organization", organization.value())
                .mapTo(Long.class)
                .one();
        long snapshots = snapshots(handle, organization);
        if (databases * GIBIBYTE + snapshots + bytes > limit.getAsLong() * GIBIBYTE) {
            throw new Refused(new DoesNotFit(
                    "quota",
                    "the organization's storage quota is " + limit.getAsLong() + " GB: databases have " + databases
                            + " GB and snapshots take " + (snapshots >> 20) + " MB, and this one may take "
                            + (bytes >> 20) + " MB more; delete snapshots that are not needed, or have the"
                            + " installation's administrator raise the quota"));
        }
    }

    private static long snapshots(Handle handle, OrganizationId organization) {
        return handle.createQuery(SNAPSHOTS)
                .bind("organization", organization.value())
                .mapTo(Long.class)
                .one();
    }

    private static Taken taken(Handle handle, String sql, OrganizationId organization, DeploymentId asked) {
        return handle.createQuery(sql)
                .bind("organization", organization.value())
                .bind("asked", asked.value())
                .map((row, context) ->
                        new Taken(row.getLong("databases"), row.getLong("storage_gb"), row.getLong("memory_mb")))
                .one();
    }

    private static void check(String name, String what, String unit, OptionalLong limit, long others, long wanted) {
        // What takes nothing of it, such as a paused database of memory, is not refused for what others take.
        if (limit.isEmpty() || wanted == 0 || others + wanted <= limit.getAsLong()) {
            return;
        }
        long left = Math.max(0, limit.getAsLong() - others);
        throw new Refused(new DoesNotFit(
                "quota",
                "the organization's " + name + " quota is " + limit.getAsLong() + " " + what + ": others use " + others
                        + unit + ", so " + left + unit + (left == 1 && unit.isEmpty() ? " is" : " are")
                        + " left, and this needs " + wanted + unit
                        + "; delete" + ("memory".equals(name) ? " or pause" : "")
                        + " others, or have the installation's administrator raise the quota"));
    }
}
