package io.graphstead.identity;

import java.util.Optional;

/** What is to become different about an organization; what is empty stays as it is. Checked by {@link Organizations}. */
public record OrganizationChange(Optional<String> name, Optional<String> slug, Optional<Quota> quota) {}
