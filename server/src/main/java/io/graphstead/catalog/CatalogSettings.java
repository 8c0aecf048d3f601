package io.graphstead.catalog;

import io.graphstead.platform.configuration.Describe;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.nio.file.Path;
import java.util.Optional;

/** Where the catalogue comes from. */
@ConfigurationProperties("graphstead.catalog")
public record CatalogSettings(
        @Describe("A YAML file that says which releases, plans, machine types, storage types and regions are offered."
                + " Unless set: the catalogue that Graphstead comes with.")
        Optional<Path> file) {}
