package io.graphstead.identity;

import java.util.Optional;

/** What is to become different about a project; what is empty stays as it is. Checked by {@link Projects}. */
public record ProjectChange(Optional<String> label, Optional<String> grantType, Optional<Boolean> plainBolt) {}
