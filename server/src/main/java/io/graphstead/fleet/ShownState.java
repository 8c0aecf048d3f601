package io.graphstead.fleet;

/** The state of a deployment as people see it, before a dialect puts it into its own words. */
public enum ShownState {
    /** Being created; has not run yet. */
    STARTING,
    RUNNING,
    PAUSING,
    PAUSED,
    RESUMING,
    /** Restarting, or being changed: runs again when it is done. */
    UPDATING,
    DELETING,
    /** An operation left it unusable; it can be deleted. */
    FAILED
}
