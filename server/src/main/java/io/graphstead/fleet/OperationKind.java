package io.graphstead.fleet;

/** What can be asked of a deployment. */
public enum OperationKind {
    CREATE,
    PAUSE,
    RESUME,
    RESTART,
    DELETE
}
