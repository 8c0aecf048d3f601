package io.graphstead.fleet;

import io.graphstead.runtime.PortPurpose;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

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

    /** Gives back a process port; an endpoint is kept for life. */
    void giveBack(Handle handle, DeploymentId id, PortPurpose purpose) {
        handle.createUpdate("DELETE FROM port WHERE deployment_id = :id AND purpose = :purpose AND kind = :kind")
                .bind("id", id.value())
                .bind("kind", PortAllocation.Kind.PROCESS.word())
                .bind("purpose", purpose.name())
                .execute();
    }
}
