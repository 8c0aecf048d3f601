package io.graphstead.console.database;

/**
 * Credentials as they are revealed.
 *
 * @param password empty text when it was changed inside of the database
 */
public record CredentialsView(String user, String password, String url, boolean isNew) {
    /** As a file to keep. */
    public String file() {
        return "NEO4J_URI=" + url + "\nNEO4J_USERNAME=" + user + "\nNEO4J_PASSWORD=" + password + "\n";
    }

    @Override
    public String toString() {
        return "CredentialsView[" + user + "]";
    }
}
