package io.graphstead.identity;

/** What a browser proves a session with: 256 random bits, told once, stored as a keyed hash. Never printed as it is. */
public final class SessionSecret {
    private final String text;

    private SessionSecret(String text) {
        this.text = text;
    }

    static SessionSecret random() {
        return new SessionSecret(ClientSecret.random().reveal());
    }

    /** The secret itself, for the cookie. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "SessionSecret[hidden]";
    }
}
