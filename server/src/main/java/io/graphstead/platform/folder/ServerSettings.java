package io.graphstead.platform.folder;

import io.graphstead.platform.configuration.Describe;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;

/** Where the server keeps its data and where it listens. */
@ConfigurationProperties("graphstead.server")
public record ServerSettings(
        @Bindable(defaultValue = "graphstead-data")
        @Describe("The data folder: keys, PostgreSQL, logs, the installation's token. One server per folder.")
        Path data,

        @Bindable(defaultValue = "127.0.0.1")
        @Describe("The address that the server listens on. 0.0.0.0 is every address of this machine; then name those"
                + " that clients use in tls.names.")
        String listenAddress,

        @Bindable(defaultValue = "7443")
        @Min(0)
        @Max(65535)
        @Describe("The HTTPS port: both APIs, the console, /health. 0 takes any free one.")
        int port) {}
