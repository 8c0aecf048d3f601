package io.graphstead.identity;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Who asks. Made from a valid token, for one request. */
public sealed interface Caller {
    /** A word for logs and audit: {@code installation}, {@code client:ID}, {@code person:ID}. */
    String label();

    /** The highest role that the caller has on the project, by a grant on it or on its organization. */
    Optional<Role> roleOn(Project project);

    /** The caller's role on the organization itself: its environments, API clients, members. */
    Optional<Role> roleOn(OrganizationId organization);

    /** Whether the caller belongs to the organization in any way: else its things are as if they did not exist. */
    boolean belongsTo(OrganizationId organization);

    /** Whether the caller runs the installation itself: its engines, its organizations, everyone's audit log. */
    boolean operates();

    /** The holder of {@code admin.token}: owner of everything, and of the installation itself. */
    record Installation() implements Caller {
        @Override
        public String label() {
            return "installation";
        }

        @Override
        public Optional<Role> roleOn(Project project) {
            return Optional.of(Role.OWNER);
        }

        @Override
        public Optional<Role> roleOn(OrganizationId organization) {
            return Optional.of(Role.OWNER);
        }

        @Override
        public boolean belongsTo(OrganizationId organization) {
            return true;
        }

        @Override
        public boolean operates() {
            return true;
        }
    }

    /** A machine with the grants that were chosen for it and nothing else. */
    record ApiClient(
            UUID id, OrganizationId organization, Map<ProjectId, Role> projects, Optional<Role> organizationRole)
            implements Caller {
        public ApiClient {
            projects = Map.copyOf(projects);
        }

        @Override
        public String label() {
            return "client:" + id;
        }

        @Override
        public Optional<Role> roleOn(Project project) {
            if (!project.organizationId().equals(organization)) {
                return Optional.empty();
            }
            Optional<Role> own = Optional.ofNullable(projects.get(project.id()));
            return organizationRole.isPresent()
                            && (own.isEmpty() || organizationRole.get().includes(own.get()))
                    ? organizationRole
                    : own;
        }

        @Override
        public Optional<Role> roleOn(OrganizationId asked) {
            return asked.equals(organization) ? organizationRole : Optional.empty();
        }

        @Override
        public boolean belongsTo(OrganizationId asked) {
            return asked.equals(organization);
        }

        @Override
        public boolean operates() {
            return false;
        }
    }

    /**
     * A person, with a membership in each organization they belong to.
     *
     * @param operates whether they are the installation's owner, whom its settings or its first run named
     */
    record Person(UUID id, Map<OrganizationId, Membership> organizations, boolean operates) implements Caller {
        public Person {
            organizations = Map.copyOf(organizations);
        }

        @Override
        public String label() {
            return "person:" + id;
        }

        @Override
        public Optional<Role> roleOn(Project project) {
            return Optional.ofNullable(organizations.get(project.organizationId()))
                    .filter(membership -> membership.enters(project.grantType()))
                    .map(Membership::role);
        }

        @Override
        public Optional<Role> roleOn(OrganizationId organization) {
            return Optional.ofNullable(organizations.get(organization)).map(Membership::role);
        }

        @Override
        public boolean belongsTo(OrganizationId organization) {
            return organizations.containsKey(organization);
        }
    }
}
