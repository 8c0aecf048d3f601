package io.graphstead.platform.database;

import io.graphstead.platform.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;

/** The address of a PostgreSQL that somebody else runs. */
final class ExternalPostgres {
    private ExternalPostgres() {}

    static PGSimpleDataSource at(DatabaseSettings settings) {
        String url = settings.url().orElseThrow();
        PGSimpleDataSource address = new PGSimpleDataSource();
        try {
            // As the driver wants it; most people write it as PostgreSQL's own tools do.
            address.setUrl(url.startsWith("jdbc:") ? url : "jdbc:" + url.replaceFirst("^postgres://", "postgresql://"));
        } catch (IllegalArgumentException notAnAddress) {
            throw new CannotStart("database.url is not an address like postgresql://host:5432/graphstead");
        }
        if (address.getUser() == null) {
            address.setUser(settings.user());
        }
        settings.password()
                .or(() -> settings.passwordFile().map(ExternalPostgres::read))
                .ifPresent(address::setPassword);
        address.setConnectTimeout(10);
        address.setTcpKeepAlive(true);
        return address;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new CannotStart("database.password-file " + file + " cannot be read: " + unreadable.getMessage());
        }
    }
}
