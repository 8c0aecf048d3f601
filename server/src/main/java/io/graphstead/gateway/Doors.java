package io.graphstead.gateway;

import io.graphstead.gateway.Endpoint.Encryption;
import io.graphstead.identity.network.AllowedAddresses;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ports of this host that are listened on, and where each leads. Used by one thread. */
final class Doors {
    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

    private final EventLoopGroup loops;
    private final Class<? extends ServerChannel> kind;
    private final List<InetAddress> addresses;
    private final Surroundings around;
    private final Map<Integer, Door> open = new HashMap<>();
    private final Map<Integer, String> troubles = new HashMap<>();
    private final Map<Integer, Listening> nobodies = new HashMap<>();

    Doors(EventLoopGroup loops, Class<? extends ServerChannel> kind, List<InetAddress> addresses, Surroundings around) {
        this.loops = loops;
        this.kind = kind;
        this.addresses = List.copyOf(addresses);
        this.around = around;
    }

    /**
     * Lets every port lead where it should now, so that whoever comes from here on finds that.
     *
     * @return how many ports cannot be listened on
     */
    int leadTo(Collection<Listening> all) {
        Map<Integer, Door.Behind> wanted = new HashMap<>();
        Map<Integer, Map<String, Listening>> shared = new HashMap<>();
        for (Listening listening : all) {
            Endpoint endpoint = listening.endpoint();
            wanted.put(endpoint.port(), new Door.One(listening));
            endpoint.shared()
                    .ifPresent(address -> address.name()
                            .ifPresent(name -> shared.computeIfAbsent(address.port(), port -> new HashMap<>())
                                    .put(name, listening)));
        }
        shared.forEach((port, byName) -> wanted.put(port, new Door.Named(byName, nobody(port, byName.values()))));
        for (int port : List.copyOf(open.keySet())) {
            if (!wanted.containsKey(port)) {
                close(port);
            }
        }
        wanted.forEach(this::lead);
        return troubles.size();
    }

    private void lead(int port, Door.Behind behind) {
        Door door = open.computeIfAbsent(port, free -> new Door(free, behind));
        door.leadsTo(behind);
        if (door.isOpen()) {
            return;
        }
        Optional<String> trouble = door.open(loops, kind, addresses, around);
        if (trouble.isEmpty()) {
            troubles.remove(port);
            LOG.debug("{} is reached at port {}", name(behind), port);
        } else if (!trouble.get().equals(troubles.put(port, trouble.get()))) {
            LOG.warn(
                    "{} cannot be reached by its connection URL: {}; end what uses it (ss -ltnp shows it), it is tried"
                            + " again every 2 s",
                    name(behind),
                    trouble.get());
        }
    }

    private static String name(Door.Behind behind) {
        return switch (behind) {
            case Door.One one -> one.listening().endpoint().name();
            case Door.Named named ->
                String.join(", ", new ArrayList<>(named.byName().keySet()));
        };
    }

    /** They are told so in the tongue of those who share the port. */
    private Listening nobody(int port, Collection<Listening> sharing) {
        Speech speech = sharing.iterator().next().endpoint().speech();
        return nobodies.computeIfAbsent(
                port,
                shared -> new Listening(new Endpoint(
                        new UUID(0, shared),
                        "nobody",
                        shared,
                        speech,
                        Encryption.REQUIRED,
                        AllowedAddresses.everybody(),
                        new Endpoint.Away(
                                "no database has the name by which you connect, or your client says none in TLS"
                                        + " (SNI); take the address that the database's connection URL shows",
                                Endpoint.Until.WOKEN))));
    }

    private void close(int port) {
        Door door = open.remove(port);
        if (door != null) {
            door.close();
        }
        troubles.remove(port);
        Listening nobody = nobodies.remove(port);
        if (nobody != null) {
            nobody.close();
        }
    }

    void closeAll() {
        List.copyOf(open.keySet()).forEach(this::close);
    }
}
