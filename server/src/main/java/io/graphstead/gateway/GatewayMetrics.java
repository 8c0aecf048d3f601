package io.graphstead.gateway;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Shows what goes through the gateway among the server's metrics, by database. */
final class GatewayMetrics {
    private static final String NAMES = "graphstead.gateway.";
    private static final String DATABASE = "database";

    private final MeterRegistry registry;
    private final Map<UUID, List<Meter>> shown = new ConcurrentHashMap<>();
    private final AtomicInteger troubles = new AtomicInteger();

    GatewayMetrics(MeterRegistry registry, Limits limits) {
        this.registry = registry;
        Gauge.builder(NAMES + "places.taken", limits, Limits::taken)
                .description("Connections of clients, those that are still saying what they want too")
                .register(registry);
        Gauge.builder(NAMES + "ports.taken", troubles, AtomicInteger::get)
                .description("Connection URLs whose port something else has taken")
                .register(registry);
    }

    void troubles(int now) {
        troubles.set(now);
    }

    void add(UUID database, Traffic traffic) {
        String id = database.toString();
        List<Meter> meters = new ArrayList<>();
        meters.add(Gauge.builder(NAMES + "connections", traffic, Traffic::connectionsNow)
                .description("Connections of clients to the engine")
                .tag(DATABASE, id)
                .register(registry));
        meters.add(FunctionCounter.builder(NAMES + "connections.opened", traffic, Traffic::connectionsTotal)
                .description("Connections of clients that were let through to the engine")
                .tag(DATABASE, id)
                .register(registry));
        meters.add(FunctionCounter.builder(NAMES + "received.bytes", traffic, t -> t.in().sum())
                .description("Bytes from clients, without TLS")
                .tag(DATABASE, id)
                .register(registry));
        meters.add(FunctionCounter.builder(
                        NAMES + "sent.bytes", traffic, t -> t.out().sum())
                .description("Bytes to clients, without TLS")
                .tag(DATABASE, id)
                .register(registry));
        for (Refusal why : Refusal.values()) {
            meters.add(FunctionCounter.builder(NAMES + "refused", traffic, t -> t.refusals(why))
                    .description("Connections of clients that were not let through")
                    .tag(DATABASE, id)
                    .tag("why", why.word())
                    .register(registry));
        }
        shown.put(database, meters);
    }

    void remove(UUID database) {
        List<Meter> meters = shown.remove(database);
        if (meters != null) {
            meters.forEach(registry::remove);
        }
    }
}
