package io.graphstead.gateway;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The places that connections may take: in all, at one database, from one address. */
final class Limits {
    /** How many clients at once are told why they have none; the others are just closed. */
    private static final int TOLD = 64;

    private static final int IPV6_NETWORK_BYTES = 8;

    private final int inAll;
    private final int perDatabase;
    private final int perAddress;
    private final Map<UUID, Integer> byDatabase = new HashMap<>();
    private final Map<Origin, Integer> byOrigin = new HashMap<>();
    private int taken;
    private int beingTold;

    Limits(int inAll, int perDatabase, int perAddress) {
        this.inAll = inAll;
        this.perDatabase = perDatabase;
        this.perAddress = perAddress;
    }

    /** A client as it counts: one IPv4 address, or the IPv6 network that one customer is given. */
    private record Origin(String network) {
        static Origin of(InetAddress address) {
            byte[] bytes = address.getAddress();
            return new Origin(Arrays.toString(
                    address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes));
        }
    }

    /** A place that was taken; given back once. */
    final class Taken {
        private final UUID database;
        private final Origin origin;
        private boolean given;

        private Taken(UUID database, Origin origin) {
            this.database = database;
            this.origin = origin;
        }

        void giveBack() {
            synchronized (Limits.this) {
                if (!given) {
                    given = true;
                    taken--;
                    byDatabase.computeIfPresent(database, (key, count) -> count == 1 ? null : count - 1);
                    byOrigin.computeIfPresent(origin, (key, count) -> count == 1 ? null : count - 1);
                }
            }
        }
    }

    /** What came of asking for a place. */
    sealed interface Asked {}

    record Got(Taken place) implements Asked {}

    /** @param words how many there are and where the limit is set */
    record Full(String words) implements Asked {}

    synchronized Asked take(UUID database, InetAddress address) {
        Origin origin = Origin.of(address);
        Optional<String> full = full(database, origin);
        if (full.isPresent()) {
            return new Full(full.get());
        }
        taken++;
        byDatabase.merge(database, 1, Integer::sum);
        byOrigin.merge(origin, 1, Integer::sum);
        return new Got(new Taken(database, origin));
    }

    private Optional<String> full(UUID database, Origin origin) {
        if (taken >= inAll) {
            return Optional.of("this server has all the " + inAll
                    + " connections that it may have; close some, or give it more (gateway.connections)");
        }
        if (byDatabase.getOrDefault(database, 0) >= perDatabase) {
            return Optional.of("this database has all the " + perDatabase
                    + " connections that it may have; close some, or allow more (gateway.connections-per-database)");
        }
        if (byOrigin.getOrDefault(origin, 0) >= perAddress) {
            return Optional.of("your address has all the " + perAddress
                    + " connections that it may have; close some, or allow more (gateway.connections-per-address)");
        }
        return Optional.empty();
    }

    /** Asks whether one more client that is refused can be told why. Each true is followed by {@link #wasTold}. */
    synchronized boolean mayBeTold() {
        if (beingTold >= TOLD) {
            return false;
        }
        beingTold++;
        return true;
    }

    synchronized void wasTold() {
        beingTold--;
    }

    synchronized int taken() {
        return taken;
    }
}
