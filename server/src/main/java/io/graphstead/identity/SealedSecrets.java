package io.graphstead.identity;

/** Secrets that all servers on one database share, made on first use and kept sealed. */
public interface SealedSecrets {
    /**
     * @param name which secret, the same on every server
     * @param bytes its length when it has to be made
     * @return the secret's bytes; the caller may keep them
     */
    byte[] getOrCreate(String name, int bytes);
}
