package io.graphstead.fleet;

import io.graphstead.runtime.PortPurpose;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The ports of deployments in PostgreSQL, each given once per host. */
@Singleton
class PortStore {
    /** The ports taken on a host, by anything of ours. */
    Set<Integer> taken(Handle handle, String hostId) {
        return handle.createQuery("SELECT port FROM port WHERE host_id = :host")
                .bind("host", hostId)
                .mapTo(Integer.class)
                .collect(Collectors.toSet());
    }

    /** Takes a port for a deployment; false when another has it. */
    boolean take(
            Handle handle, String hostId, int port, DeploymentId id, PortPurpose purpose, PortAllocation.Kind kind) {
        return handle.createUpdate("""
                        INSERT INTO port (host_id, port, deployment_id, purpose, kind)
                        VALUES (:host, :port, :id, :purpose, :kind)
                        ON CONFLICT DO NOTHING""")
                        .bind("host", hostId)
                        .bind("port", port)
                        .bind("id", id.value())
                        .bind("purpose", purpose.name())
                        .bind("kind", kind.word())
                        .execute()
                == 1;
    }

    /** Gives the endpoint of a deployment the name under which it is found where many share a port. */
    void call(Handle handle, DeploymentId id, String label) {
        handle.createUpdate("UPDATE port SET label = :label WHERE deployment_id = :id AND kind = :kind")
                .bind("id", id.value())
                .bind("label", label)
                .bind("kind", PortAllocation.Kind.ENDPOINT.word())
                .execute();
    }

    /** Trades the endpoints of two deployments; false when one has none, or they are not of one host and one purpose. */
    boolean trade(Handle handle, DeploymentId one, DeploymentId other) {
        record Row(
                String host,
                int port,
                String purpose,
                @Nullable String label,
                UUID deployment) {}
        List<Row> rows = handle.createQuery("""
                        DELETE FROM port WHERE deployment_id IN (:one, :other) AND kind = :kind
                        RETURNING host_id, port, purpose, label, deployment_id""")
                .bind("one", one.value())
                .bind("other", other.value())
                .bind("kind", PortAllocation.Kind.ENDPOINT.word())
                .map((row, context) -> new Row(
                        row.getString("host_id"),
                        row.getInt("port"),
                        row.getString("purpose"),
                        row.getString("label"),
                        row.getObject("deployment_id", UUID.class)))
                .list();
        for (Row row : rows) {
            handle.createUpdate("""
                            INSERT INTO port (host_id, port, deployment_id, purpose, kind, label)
                            VALUES (:host, :port, :id, :purpose, :kind, :label)""")
                    .bind("host", row.host())
                    .bind("port", row.port())
                    .bind("id", row.deployment().equals(one.value()) ? other.value() : one.value())
                    .bind("purpose", row.purpose())
                    .bind("kind", PortAllocation.Kind.ENDPOINT.word())
                    .bind("label", row.label())
                    .execute();
        }
        return rows.size() == 2
                && rows.getFirst().host().equals(rows.getLast().host())
                && rows.getFirst().purpose().equals(rows.getLast().purpose());
    }

    /** Gives back a process port; an endpoint is kept for life. */
    void giveBack(Handle handle, DeploymentId id, PortPurpose purpose) {
        handle.createUpdate("DELETE FROM port WHERE deployment_id = :id AND purpose = :purpose AND kind = :kind")
                .bind("id", id.value())
                .bind("kind", PortAllocation.Kind.PROCESS.word())
                .bind("purpose", purpose.name())
                .execute();
    }
}
