package io.graphstead.identity;

/**
 * Where deployments of a project are put unless they say otherwise.
 *
 * @param provider {@code aws} or {@code gcp}, as in the catalogue
 * @param region a region of that provider, as in the catalogue
 */
public record Placement(String provider, String region) {}
