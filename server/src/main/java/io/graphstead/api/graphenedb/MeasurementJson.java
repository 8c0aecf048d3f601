package io.graphstead.api.graphenedb;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.fleet.ConnectionUse.Counters;
import io.graphstead.fleet.Measurement;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a database uses of what it has; null where it is not known now. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record MeasurementJson(
        boolean running,
        @Nullable Long memoryBytes,
        long memoryLimitBytes,
        @Nullable Double cpuSeconds,
        double cpuLimit,
        @Nullable Long storeBytes,
        @Nullable Long volumeBytes,
        long storageLimitBytes,
        @Nullable Long connections,
        @Nullable Long uptimeSeconds,
        @Nullable TrafficJson traffic,
        String observedAt) {
    /**
     * What went through the connection URL since the server was started.
     *
     * @param connections open connections of clients
     * @param connectionsOpened connections that were let through, those that ended too
     * @param receivedBytes bytes from clients, without TLS
     * @param sentBytes bytes to clients, without TLS
     * @param connectionsRefused connections that were not let through, for whatever reason
     */
    record TrafficJson(
            long connections, long connectionsOpened, long receivedBytes, long sentBytes, long connectionsRefused) {
        static TrafficJson of(Counters counters) {
            return new TrafficJson(
                    counters.connections(),
                    counters.opened(),
                    counters.bytesIn(),
                    counters.bytesOut(),
                    counters.refused());
        }
    }

    static MeasurementJson of(Measurement one) {
        return new MeasurementJson(
                one.running(),
                orNull(one.memoryBytes()),
                one.memoryLimitBytes(),
                one.cpuTime().map(time -> time.toMillis() / 1000.0).orElse(null),
                one.cpuLimit(),
                orNull(one.storeBytes()),
                orNull(one.volumeBytes()),
                one.storageLimitBytes(),
                orNull(one.connections()),
                one.uptime().map(uptime -> uptime.toSeconds()).orElse(null),
                one.traffic().map(TrafficJson::of).orElse(null),
                WireDate.of(one.observedAt()));
    }

    private static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
