package io.graphstead.platform.database;

import io.graphstead.platform.configuration.Describe;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** The PostgreSQL that the server brings along; nothing of this matters when {@code database.url} is given. */
@ConfigurationProperties("graphstead.postgres")
public record PostgresSettings(
        @Bindable(defaultValue = "0")
        @Min(0)
        @Max(65535)
        @Describe("The port of the embedded PostgreSQL on 127.0.0.1. 0 takes any free one at each start.")
        int port,

        @Bindable(defaultValue = "nobody")
        @Describe("As whom the embedded PostgreSQL runs when the server runs as root; must stand in /etc/passwd.")
        String user,

        @Bindable(defaultValue = "32")
        @Min(1)
        @Max(65536)
        @Describe("Shared buffers of the embedded PostgreSQL, in MB.")
        int sharedBuffersMb,

        @Bindable(defaultValue = "60")
        @Min(20)
        @Max(10000)
        @Describe("How many connections the embedded PostgreSQL takes.")
        int maxConnections) {}
