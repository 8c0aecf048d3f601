package io.graphstead.fleet;

/**
 * Which of a deployment's revisions is what. The one that is wanted now stands in its {@link Intent}.
 *
 * @param drafted the newest: ahead of the wanted one while changes wait for a restart
 * @param worked the last one that was seen to serve; 0 while there is none
 */
public record Revisions(long drafted, long worked) {}
