package io.graphstead.fleet;

import io.graphstead.engine.Engine;
import java.util.Optional;

/**
 * Where clients find databases: at the gateway.
 *
 * @param name its host name or address, at which every database has a port of its own
 * @param domain in which every database has a name of its own, and shares its engine's usual port; if there is one
 */
public record ConnectionHost(String name, Optional<String> domain) {
    /** What a connection URL names. */
    record Place(String host, int port) {}

    Place of(Ports ports, Engine engine) {
        return shared(ports, engine)
                .orElseGet(() -> new Place(name, ports.endpoint().orElse(0)));
    }

    /** Where it is found among others; empty where there is no domain, or its clients look at no port by themselves. */
    Optional<Place> shared(Ports ports, Engine engine) {
        return domain.isEmpty() || ports.label().isEmpty() || engine.usualPort().isEmpty()
                ? Optional.empty()
                : Optional.of(new Place(
                        ports.label().get() + "." + domain.get(),
                        engine.usualPort().getAsInt()));
    }
}
