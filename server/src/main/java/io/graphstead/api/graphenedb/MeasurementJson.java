package io.graphstead.api.graphenedb;

import com.fasterxml.jackson.annotation.JsonInclude;
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
        String observedAt) {
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
                WireDate.of(one.observedAt()));
    }

    private static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
