package io.graphstead.identity;

/** What an API client was granted: a role on one project, or on its whole organization. */
public sealed interface Grant {
    Role role();

    /** On one project of the client's organization. */
    record OnProject(ProjectId project, Role role) implements Grant {}

    /** On the client's organization: all of its projects, and with administrator its environments, clients, members. */
    record OnOrganization(Role role) implements Grant {}
}
