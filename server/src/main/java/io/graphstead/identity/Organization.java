package io.graphstead.identity;

import java.time.Instant;

/** The owner of everything. {@code slug} names it in paths; it is unique in the installation. */
public record Organization(OrganizationId id, String name, String slug, Instant createdAt) {}
