package io.graphstead.identity;

/**
 * What can be done, and the lowest role that may: the one table of it. Roles on a project decide about what lives in it, roles
 * on an organization about all of its projects and about the organization itself. A route names the role of its right in
 * {@code @Allows}; a test walks all routes and compares.
 */
public enum Right {
    /** Databases, environments and operations, with everything about them but secrets. */
    SEE(Role.READER),
    /** Credentials, and what else would let one into a database. */
    SEE_SECRETS(Role.WRITER),
    /** Writing into databases with queries: who sees the credentials could do it with them. Reading is {@link #SEE}. */
    WRITE_DATA(Role.WRITER),
    /** Making, pausing, resuming, restarting and changing databases. */
    RUN(Role.WRITER),
    /** Ending databases, in the GrapheneDB dialect. */
    TERMINATE(Role.OPERATOR),
    /** Ending databases, in the TypeDB dialect, whose contract asks for more. */
    DESTROY(Role.ADMINISTRATOR),
    /** An environment's label, type and network. */
    MANAGE_ENVIRONMENT(Role.ADMINISTRATOR),
    /** An organization's environments, API clients and members, and its audit log. */
    MANAGE_ORGANIZATION(Role.ADMINISTRATOR),
    /** Who owns an organization. */
    MANAGE_OWNERS(Role.OWNER);

    private final Role lowest;

    Right(Role lowest) {
        this.lowest = lowest;
    }

    /** Every role that includes this one has the right. */
    public Role lowest() {
        return lowest;
    }
}
