package io.graphstead.identity;

import java.util.Optional;

/**
 * A project that is asked for, as it was sent: checked by {@link Projects}.
 *
 * @param placement looked up in the catalogue by the dialect
 * @param grantType {@code development} when absent
 */
public record NewProject(
        OrganizationId organization,
        Optional<String> label,
        Optional<String> grantType,
        Placement placement,
        Optional<String> cidr) {}
