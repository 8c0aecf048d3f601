package io.graphstead.identity;

import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Memberships in PostgreSQL. Every change that must end access is told to all servers. */
@Singleton
class MemberStore {
    private static final String ALL = """
            SELECT m.id, m.organization_id, p.email, m.role, m.grant_types, m.created_at, NULL::timestamptz AS expires_at
            FROM membership m JOIN person p ON p.id = m.person_id
            UNION ALL
            SELECT id, organization_id, email, role, grant_types, created_at, expires_at FROM invitation""";

    private final Jdbi jdbi;

    MemberStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Members and invited ones, oldest first. */
    List<Member> of(OrganizationId organization) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT * FROM (" + ALL + """
                        ) member WHERE organization_id = :organization ORDER BY created_at, id""")
                .bind("organization", organization.value())
                .map((row, context) -> read(row))
                .list());
    }

    Map<PersonId, String> emails(OrganizationId organization) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        SELECT p.id, p.email FROM membership m JOIN person p ON p.id = m.person_id
                        WHERE m.organization_id = :organization""")
                .bind("organization", organization.value())
                .reduceRows(new HashMap<>(), (found, row) -> {
                    found.put(new PersonId(row.getColumn("id", UUID.class)), row.getColumn("email", String.class));
                    return found;
                }));
    }

    Optional<Member> find(OrganizationId organization, MemberId id) {
        return jdbi.withHandle(handle -> find(handle, organization, id));
    }

    private static Optional<Member> find(Handle handle, OrganizationId organization, MemberId id) {
        return handle.createQuery("SELECT * FROM (" + ALL + """
                        ) member WHERE organization_id = :organization AND id = :id""")
                .bind("organization", organization.value())
                .bind("id", id.value())
                .map((row, context) -> read(row))
                .findOne();
    }

    /** What may be asked of the state while it is held. */
    interface Check {
        /**
         * @param otherOwners how many owners there are beside this member
         * @param founder whether the settings name the member as the first owner
         */
        void allows(Member member, long otherOwners, boolean founder);
    }

    /** @param check throws to refuse */
    Optional<Member> change(OrganizationId organization, MemberId id, Membership wanted, Check check) {
        return jdbi.inTransaction(handle -> {
            Optional<Member> held = held(handle, organization, id, check);
            if (held.isEmpty()) {
                return held;
            }
            String sql = held.get().invitedUntil().isEmpty()
                    ? "UPDATE membership SET role = :role, grant_types = :types WHERE id = :id"
                    : "UPDATE invitation SET role = :role, grant_types = :types WHERE id = :id";
            handle.createUpdate(sql)
                    .bind("id", id.value())
                    .bind("role", wanted.role().name())
                    .bindArray("types", String.class, wanted.grantTypes().toArray())
                    .execute();
            tell(handle, id);
            return find(handle, organization, id);
        });
    }

    /** @param check throws to refuse */
    Optional<Member> remove(OrganizationId organization, MemberId id, Check check) {
        return jdbi.inTransaction(handle -> {
            Optional<Member> held = held(handle, organization, id, check);
            tell(handle, id);
            handle.createUpdate("DELETE FROM membership WHERE id = :id AND organization_id = :organization")
                    .bind("id", id.value())
                    .bind("organization", organization.value())
                    .execute();
            handle.createUpdate("DELETE FROM invitation WHERE id = :id AND organization_id = :organization")
                    .bind("id", id.value())
                    .bind("organization", organization.value())
                    .execute();
            return held;
        });
    }

    /** Holds the organization, so that of two owners who remove each other the second sees that it is the last one. */
    private static Optional<Member> held(Handle handle, OrganizationId organization, MemberId id, Check check) {
        handle.createQuery("SELECT id FROM organization WHERE live_id = :organization FOR NO KEY UPDATE")
                .bind("organization", organization.value())
                .mapTo(UUID.class)
                .findOne();
        Optional<Member> member = find(handle, organization, id);
        if (member.isPresent()) {
            long others = handle.createQuery("""
                            SELECT count(*) FROM membership
                            WHERE organization_id = :organization AND role = 'OWNER' AND id <> :id""")
                    .bind("organization", organization.value())
                    .bind("id", id.value())
                    .mapTo(Long.class)
                    .one();
            boolean founder = handle.createQuery("""
                            SELECT p.founder FROM membership m JOIN person p ON p.id = m.person_id WHERE m.id = :id""")
                    .bind("id", id.value())
                    .mapTo(Boolean.class)
                    .findOne()
                    .orElse(false);
            check.allows(member.get(), others, founder);
        }
        return member;
    }

    private static void tell(Handle handle, MemberId id) {
        handle.createQuery("SELECT person_id FROM membership WHERE id = :id")
                .bind("id", id.value())
                .mapTo(UUID.class)
                .findOne()
                .ifPresent(person -> Changes.tell(handle, Subject.person(new PersonId(person))));
    }

    static Member read(ResultSet row) throws SQLException {
        return new Member(
                new MemberId(row.getObject("id", UUID.class)),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("email"),
                new Membership(Role.valueOf(row.getString("role")), grantTypes(row)),
                row.getTimestamp("created_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("expires_at")).map(Timestamp::toInstant));
    }

    static Set<String> grantTypes(ResultSet row) throws SQLException {
        Array types = row.getArray("grant_types");
        return types == null ? Set.of() : Set.of((String[]) types.getArray());
    }
}
