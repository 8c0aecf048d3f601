package io.graphstead.console.database;

/**
 * Credentials as they are revealed.
 *
 * @param password empty text when it was changed inside of the database
 */
public record CredentialsView(String user, String password, String url, boolean isNew) {
    /** As a file to keep, with the variables that the engine's own tools know. */
    public String file(String engine) {
        boolean isTypeDb = engine.equals("typedb");
        String prefix = isTypeDb ? "TYPEDB_" : "NEO4J_";
        return prefix + (isTypeDb ? "ADDRESS=" : "URI=") + url + "\n" + prefix + "USERNAME=" + user + "\n" + prefix
                + "PASSWORD=" + password + "\n";
    }

    @Override
    public String toString() {
        return "CredentialsView[" + user + "]";
    }
}
