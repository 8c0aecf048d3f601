package io.graphstead.identity;

/** What one may do in a project; each role includes those before it. GrapheneDB contract §2, TypeDB contract §2. */
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

    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }
}
