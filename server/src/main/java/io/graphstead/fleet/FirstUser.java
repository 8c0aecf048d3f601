package io.graphstead.fleet;

import java.net.URI;
import java.util.Optional;

/**
 * The user of a database that was made with it.
 *
 * @param password empty when it was changed inside of the database, so that nobody here knows it
 */
public record FirstUser(String username, Optional<String> password, URI uri) {
    @Override
    public String toString() {
        return username + ":***@" + uri;
    }
}
