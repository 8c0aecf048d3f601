package io.graphstead.engine;

/** A user of a database and the password in clear. Never logged, never part of a message. */
public record Credentials(String username, String password) {
    @Override
    public String toString() {
        return username + ":***";
    }
}
