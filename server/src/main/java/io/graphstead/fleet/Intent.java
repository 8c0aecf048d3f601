package io.graphstead.fleet;

/**
 * What is wanted of a deployment.
 *
 * @param goal what should be true in the end
 * @param revision the spec revision that should be running
 * @param generation the restart generation that should be running: raised by a restart
 * @param born whether its volume was seen to exist once: if it is absent later, its data is gone, and an empty one put in
 *     its place would be a lie
 */
public record Intent(Goal goal, long revision, long generation, boolean born) {
    boolean isServedBy(long runningRevision, long runningGeneration) {
        return revision == runningRevision && generation == runningGeneration;
    }
}
