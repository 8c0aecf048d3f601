package io.graphstead.catalog;

/** A region that deployments can be said to be in; on one machine they all run here. */
public record Region(String id, String name, String provider) {}
