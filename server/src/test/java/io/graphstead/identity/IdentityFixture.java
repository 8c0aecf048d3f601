package io.graphstead.identity;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Organizations and projects for tests of other packages. */
public final class IdentityFixture {
    private IdentityFixture() {}

    public static OrganizationStore organizations(Jdbi jdbi) {
        return new OrganizationStore(jdbi);
    }

    public static ProjectStore projects(Jdbi jdbi) {
        return new ProjectStore(jdbi);
    }

    /** A project in an organization of its own. */
    public static Project project(Jdbi jdbi) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        String slug = "o" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        Organization organization = new Organization(OrganizationId.random(), slug, slug, Quota.NONE, now);
        organizations(jdbi).add(organization);
        Project project = new Project(
                ProjectId.random(),
                organization.id(),
                "Tests",
                "tests",
                "development",
                new Placement("aws", "eu-west-1"),
                "",
                now);
        projects(jdbi).add(project);
        return project;
    }

    /** Gives the organization that quota. */
    public static void quota(Jdbi jdbi, OrganizationId organization, Quota quota) {
        try {
            organizations(jdbi)
                    .change(
                            organization,
                            new OrganizationChange(Optional.empty(), Optional.empty(), Optional.of(quota)));
        } catch (OrganizationStore.NameTaken e) {
            throw new AssertionError(e);
        }
    }

    /** A token of a new person who is a member. */
    public static String memberToken(Jdbi jdbi, Tokens tokens, OrganizationId organization, Membership membership) {
        PersonId person = PersonId.random();
        jdbi.useHandle(handle -> {
            handle.execute(
                    "INSERT INTO person (id, email, password_hash, generation, founder, created_at)"
                            + " VALUES (?, ?, 'x', 1, false, now())",
                    person.value(),
                    person + "@example.org");
            handle.createUpdate("INSERT INTO membership (organization_id, person_id, role, grant_types, created_at)"
                            + " VALUES (:organization, :person, :role, :types, now())")
                    .bind("organization", organization.value())
                    .bind("person", person.value())
                    .bind("role", membership.role().name())
                    .bindArray("types", String.class, membership.grantTypes().toArray())
                    .execute();
        });
        return tokens.sign(Subject.person(person), 1).value();
    }
}
