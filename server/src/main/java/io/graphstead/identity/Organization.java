package io.graphstead.identity;

import java.time.Instant;

/**
 * The owner of everything.
 *
 * @param slug names it in paths; unique in the installation
 */
public record Organization(OrganizationId id, String name, String slug, Quota quota, Instant createdAt) {}
