package io.graphstead.gateway;

import io.graphstead.identity.network.AllowedAddresses;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One connection URL and what is behind it now.
 *
 * @param database whose it is
 * @param name what people call that
 * @param port where clients connect, of no other
 * @param shared where they find it among others, if they do
 * @param encryption whether clients may do without
 * @param allowed who may come in
 */
public record Endpoint(
        UUID database,
        String name,
        int port,
        Optional<Address> shared,
        Speech speech,
        Encryption encryption,
        AllowedAddresses allowed,
        Behind behind) {

    /** One that has a port of its own only. */
    public Endpoint(
            UUID database,
            String name,
            int port,
            Speech speech,
            Encryption encryption,
            AllowedAddresses allowed,
            Behind behind) {
        this(database, name, port, Optional.empty(), speech, encryption, allowed, behind);
    }

    /**
     * Where a client connects.
     *
     * @param name what it has to say that it wants; empty: anything
     */
    public record Address(Optional<String> name, int port) {
        static Address of(int port) {
            return new Address(Optional.empty(), port);
        }

        /** Names of hosts are the same in capital letters. */
        public static Address of(String name, int port) {
            return new Address(Optional.of(name.toLowerCase(Locale.ROOT)), port);
        }
    }

    Set<Address> addresses() {
        return Stream.concat(Stream.of(Address.of(port)), shared.stream()).collect(Collectors.toUnmodifiableSet());
    }

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
