package io.graphstead.platform.database;

import io.graphstead.platform.configuration.Describe;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The PostgreSQL that the server keeps everything in. */
@ConfigurationProperties("graphstead.database")
public record DatabaseSettings(
        @Describe(
                "An external PostgreSQL, such as postgresql://host:5432/graphstead. Without it the server runs its own.")
        Optional<String> url,

        @Bindable(defaultValue = "graphstead")
        @Describe("The user at the external PostgreSQL; must own the database or its schema.")
        String user,

        @Describe("The user's password. Better in a file: database.password-file.")
        Optional<String> password,

        @Describe("A file whose only line is the user's password.")
        Optional<Path> passwordFile,

        @Bindable(defaultValue = "10")
        @Min(2)
        @Max(1000)
        @Describe("How many connections the server opens at most, besides one that listens.")
        int connections,

        @Bindable(defaultValue = "5s")
        @Describe("How long a request waits for a connection before it is answered with 503; at least 1s.")
        Duration connectionWait) {
    public DatabaseSettings {
        if (connectionWait.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("database.connection-wait must be at least 1s");
        }
        if (password.isPresent() && passwordFile.isPresent()) {
            throw new IllegalArgumentException("give database.password or database.password-file, not both");
        }
    }

    @Override
    public String toString() {
        return "database " + url.orElse("embedded");
    }
}
