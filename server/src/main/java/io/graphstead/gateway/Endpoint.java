package io.graphstead.gateway;

import io.graphstead.identity.network.AllowedAddresses;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.UUID;

/**
 * One connection URL and what is behind it now.
 *
 * @param database whose it is
 * @param name what people call that
 * @param port where clients connect, for the URL's whole life
 * @param encryption whether clients may do without
 * @param allowed who may come in
 */
public record Endpoint(
        UUID database,
        String name,
        int port,
        Speech speech,
        Encryption encryption,
        AllowedAddresses allowed,
        Behind behind) {

    /** Whether a connection must be encrypted. */
    public enum Encryption {
        REQUIRED,
        OPTIONAL
    }

    /** What a connection would find. */
    public sealed interface Behind {}

    /** A server that answers. */
    public record Serving(Map<Way, InetSocketAddress> doors) implements Behind {
        public Serving {
            doors = Map.copyOf(doors);
        }
    }

    /**
     * None.
     *
     * @param words why, and what to do, for those who try to connect
     */
    public record Away(String words, Until until) implements Behind {}

    /**
     * None, but a connection wakes it; who connects is held meanwhile.
     *
     * @param words for those who cannot be held
     */
    public record Asleep(String words, Depth depth) implements Behind {}

    /** Whether one that sleeps can be woken now. */
    public enum Depth {
        /** It is still coming to rest, and can be woken after that. */
        FALLING,
        FAST
    }

    /** When somebody is back. */
    public enum Until {
        /** By itself, shortly. */
        SOON,
        /** When somebody does something about it. */
        WOKEN
    }
}
