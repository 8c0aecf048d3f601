package io.graphstead.platform.keys;

import io.graphstead.platform.configuration.Describe;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.nio.file.Path;
import java.util.Optional;

/** Where the key lies that everything secret is sealed with. */
@ConfigurationProperties("graphstead.keys")
public record KeySettings(
        @Describe(
                "The file with the key that seals secrets; made if it is not there. Servers that share a database need the"
                        + " same one. Without this setting it is keys/seal.key in the data folder.")
        Optional<Path> sealKeyFile) {}
