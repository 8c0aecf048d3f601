package io.graphstead.fleet;

/** What should be true of a deployment once nothing more is to be done. */
public enum Goal {
    /** Its server runs and answers. */
    RUNNING,
    /** Its data is kept and nothing runs. */
    STOPPED,
    /** As {@link #STOPPED}, but an operation left it unusable: all that can be asked of it is to be deleted. */
    FAILED,
    /** Nothing of it is left. */
    GONE
}
