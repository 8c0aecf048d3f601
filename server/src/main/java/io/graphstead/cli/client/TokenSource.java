package io.graphstead.cli.client;

import java.util.Optional;

/** Where the bearer token of a client comes from. */
public interface TokenSource {
    /** Without credentials: for what is open to everyone. */
    TokenSource NONE = server -> Optional.empty();

    /** @param server the server it is for, seen without a token */
    Optional<String> token(ServerApi server);

    /**
     * A token in place of one that the server refused.
     *
     * @return empty when there is no better one to be had
     */
    default Optional<String> renewed(ServerApi server) {
        return Optional.empty();
    }

    /** Always the same one. */
    static TokenSource fixed(String token) {
        return server -> Optional.of(token);
    }
}
