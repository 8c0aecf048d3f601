package io.graphstead.identity;

/** How much one may do in a project, see {@link Right}; each role includes those before it. GrapheneDB contract §2, TypeDB contract §2. */
public enum Role {
    /** Sees everything but secrets. */
    READER,
    /** Does everything but end a deployment; sees secrets. */
    WRITER,
    /** Ends deployments too. */
    OPERATOR,
    /** Manages the project and who may enter it. */
    ADMINISTRATOR,
    /** People only: manages the organization. */
    OWNER;

    public boolean may(Right right) {
        return includes(right.lowest());
    }

    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }
}
