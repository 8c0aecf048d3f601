package io.graphstead.console.organization;

/**
 * A secret that was just made, shown this once.
 *
 * @param basic what a TypeDB client sends; empty text for a client of the GrapheneDB API
 */
public record ShownSecret(
        String organization, String label, String clientId, String secret, String server, String basic) {
    /** As a file to keep. */
    public String file() {
        return "GRAPHSTEAD_URL=" + server + "\nCLIENT_ID=" + clientId + "\nCLIENT_SECRET=" + secret + "\n";
    }

    @Override
    public String toString() {
        return "ShownSecret[" + clientId + "]";
    }
}
