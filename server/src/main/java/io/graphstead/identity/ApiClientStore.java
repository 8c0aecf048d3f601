package io.graphstead.identity;

import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** API clients and their grants in PostgreSQL. Every change that must end tokens is told to all servers. */
@Singleton
class ApiClientStore {
    /** How exact {@code last_used_at} is: a busy client costs one write in this time. */
    static final Duration USE_IS_NOTED_EVERY = Duration.ofMinutes(5);

    private final Jdbi jdbi;

    ApiClientStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What is needed to check a secret and to make a token. */
    record StoredSecret(byte[] hash, int generation) {}

    void add(ApiClient client, byte[] secretHash) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("""
                            INSERT INTO api_client (id, organization_id, label, secret_hash, generation, created_at)
                            VALUES (:id, :organization, :label, :hash, 1, :createdAt)""")
                    .bind("id", client.id().value())
                    .bind("organization", client.organizationId().value())
                    .bind("label", client.label())
                    .bind("hash", secretHash)
                    .bind("createdAt", client.createdAt())
                    .execute();
            client.grants().forEach(grant -> addGrant(handle, client.organizationId(), client.id(), grant));
        });
    }

    /** Changes what is there, and tells it; tokens stay valid and stand for the new grants. */
    boolean change(OrganizationId organization, ApiClientId id, Optional<String> label, Optional<List<Grant>> grants) {
        return jdbi.inTransaction(handle -> {
            int changed = handle.createUpdate("""
                            UPDATE api_client SET label = coalesce(:label, label)
                            WHERE id = :id AND organization_id = :organization""")
                    .bind("label", label)
                    .bind("id", id.value())
                    .bind("organization", organization.value())
                    .execute();
            if (changed == 1 && grants.isPresent()) {
                handle.createUpdate("DELETE FROM api_client_grant WHERE client_id = :id")
                        .bind("id", id.value())
                        .execute();
                grants.get().forEach(grant -> addGrant(handle, organization, id, grant));
            }
            Changes.tell(handle, Subject.client(id));
            return changed == 1;
        });
    }

    private static void addGrant(Handle handle, OrganizationId organization, ApiClientId client, Grant grant) {
        handle.createUpdate("""
                        INSERT INTO api_client_grant (client_id, organization_id, project_id, role)
                        VALUES (:client, :organization, :project, :role)""")
                .bind("client", client.value())
                .bind("organization", organization.value())
                .bindByType(
                        "project",
                        switch (grant) {
                            case Grant.OnProject on -> on.project().value();
                            case Grant.OnOrganization _ -> null;
                        },
                        UUID.class)
                .bind("role", grant.role().name())
                .execute();
    }

    Optional<ApiClient> find(OrganizationId organization, ApiClientId id) {
        return jdbi
                .withHandle(handle -> handle.createQuery("""
                        SELECT c.*, g.project_id, g.role
                        FROM api_client c LEFT JOIN api_client_grant g ON g.client_id = c.id
                        WHERE c.id = :id AND c.organization_id = :organization
                        ORDER BY g.project_id""")
                        .bind("id", id.value())
                        .bind("organization", organization.value())
                        .scanResultSet((rows, context) -> read(rows.get())))
                .stream()
                .findFirst();
    }

    /** Oldest first. */
    List<ApiClient> of(OrganizationId organization) {
        return jdbi.withHandle(handle -> {
            Query query = handle.createQuery("""
                            SELECT c.*, g.project_id, g.role
                            FROM api_client c LEFT JOIN api_client_grant g ON g.client_id = c.id
                            WHERE c.organization_id = :organization
                            ORDER BY c.created_at, c.id, g.project_id""");
            return query.bind("organization", organization.value()).scanResultSet((rows, context) -> read(rows.get()));
        });
    }

    Optional<StoredSecret> secret(ApiClientId id) {
        return jdbi.withHandle(
                handle -> handle.createQuery("SELECT secret_hash, generation FROM api_client WHERE id = :id")
                        .bind("id", id.value())
                        .map((row, context) -> new StoredSecret(row.getBytes("secret_hash"), row.getInt("generation")))
                        .findOne());
    }

    Optional<Standing> standing(ApiClientId id) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT c.organization_id, c.generation, g.project_id, g.role
                        FROM api_client c LEFT JOIN api_client_grant g ON g.client_id = c.id
                        WHERE c.id = :id""")
                .bind("id", id.value())
                .scanResultSet((rows, context) -> readStanding(id, rows.get())));
    }

    /** Puts a new secret in place and ends all tokens made with the one before. */
    boolean replaceSecret(OrganizationId organization, ApiClientId id, byte[] secretHash) {
        return jdbi.inTransaction(handle -> {
            int changed = handle.createUpdate("""
                            UPDATE api_client SET secret_hash = :hash, generation = generation + 1
                            WHERE id = :id AND organization_id = :organization""")
                    .bind("hash", secretHash)
                    .bind("id", id.value())
                    .bind("organization", organization.value())
                    .execute();
            Changes.tell(handle, Subject.client(id));
            return changed == 1;
        });
    }

    boolean remove(OrganizationId organization, ApiClientId id) {
        return jdbi.inTransaction(handle -> {
            int removed = handle.createUpdate(
                            "DELETE FROM api_client WHERE id = :id AND organization_id = :organization")
                    .bind("id", id.value())
                    .bind("organization", organization.value())
                    .execute();
            Changes.tell(handle, Subject.client(id));
            return removed == 1;
        });
    }

    /** Writes only when what stands there is older than {@link #USE_IS_NOTED_EVERY}. */
    void noteUse(ApiClientId id, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        UPDATE api_client SET last_used_at = :now
                        WHERE id = :id AND (last_used_at IS NULL OR last_used_at <= :before)""")
                .bind("id", id.value())
                .bind("now", now)
                .bind("before", now.minus(USE_IS_NOTED_EVERY))
                .execute());
    }

    private static List<ApiClient> read(ResultSet rows) throws SQLException {
        Map<UUID, ApiClient> clients = new LinkedHashMap<>();
        Map<UUID, List<Grant>> grants = new HashMap<>();
        while (rows.next()) {
            UUID id = rows.getObject("id", UUID.class);
            if (!clients.containsKey(id)) {
                clients.put(
                        id,
                        new ApiClient(
                                new ApiClientId(id),
                                new OrganizationId(rows.getObject("organization_id", UUID.class)),
                                rows.getString("label"),
                                List.of(),
                                rows.getTimestamp("created_at").toInstant(),
                                Optional.ofNullable(rows.getTimestamp("last_used_at"))
                                        .map(Timestamp::toInstant)));
            }
            List<Grant> ofClient = grants.computeIfAbsent(id, _ -> new ArrayList<>());
            readGrant(rows).ifPresent(ofClient::add);
        }
        return clients.values().stream()
                .map(client -> new ApiClient(
                        client.id(),
                        client.organizationId(),
                        client.label(),
                        grants.getOrDefault(client.id().value(), List.of()),
                        client.createdAt(),
                        client.lastUsedAt()))
                .toList();
    }

    private static Optional<Grant> readGrant(ResultSet row) throws SQLException {
        String role = row.getString("role");
        if (role == null) {
            return Optional.empty();
        }
        UUID project = row.getObject("project_id", UUID.class);
        return Optional.of(
                project == null
                        ? new Grant.OnOrganization(Role.valueOf(role))
                        : new Grant.OnProject(new ProjectId(project), Role.valueOf(role)));
    }

    private static Optional<Standing> readStanding(ApiClientId id, ResultSet rows) throws SQLException {
        Optional<OrganizationId> organization = Optional.empty();
        int generation = 0;
        Map<ProjectId, Role> projects = new HashMap<>();
        Optional<Role> onOrganization = Optional.empty();
        while (rows.next()) {
            organization = Optional.of(new OrganizationId(rows.getObject("organization_id", UUID.class)));
            generation = rows.getInt("generation");
            Optional<Grant> grant = readGrant(rows);
            if (grant.isPresent()) {
                switch (grant.get()) {
                    case Grant.OnProject on -> projects.put(on.project(), on.role());
                    case Grant.OnOrganization on -> onOrganization = Optional.of(on.role());
                }
            }
        }
        if (organization.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Standing(
                generation, new Caller.ApiClient(id.value(), organization.get(), projects, onOrganization)));
    }
}
