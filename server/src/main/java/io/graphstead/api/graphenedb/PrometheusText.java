package io.graphstead.api.graphenedb;

import io.graphstead.fleet.Measurement;
import io.graphstead.identity.Ids;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** A measurement as Prometheus reads it; what is not known is left out. */
final class PrometheusText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String PREFIX = "graphstead_database_";

    private final MetricSnapshots.Builder metrics = MetricSnapshots.builder();
    private final Labels labels;

    private PrometheusText(Labels labels) {
        this.labels = labels;
    }

    static String of(Measurement one) {
        var text = new PrometheusText(Labels.of(
                "database", Ids.text(one.deployment().value()),
                "environment", Ids.text(one.project().value()),
                "name", one.name()));
        text.gauge("running", "Whether the database runs.", one.running() ? 1 : 0);
        text.gauge("memory_bytes", "Resident memory of all its processes.", one.memoryBytes());
        text.gauge("memory_limit_bytes", "Ceiling on its memory.", one.memoryLimitBytes());
        one.cpuTime()
                .ifPresent(time -> text.counter(
                        "cpu_seconds", "Processor time since it was started.", time.toMillis() / 1000.0));
        text.gauge("cpu_limit", "Processors that it may use.", one.cpuLimit());
        text.gauge("store_bytes", "Bytes of its stores.", one.storeBytes());
        text.gauge("volume_bytes", "Bytes of everything in its volume.", one.volumeBytes());
        text.gauge("storage_limit_bytes", "Size of its volume.", one.storageLimitBytes());
        text.gauge("connections", "Open connections of clients.", one.connections());
        one.uptime()
                .ifPresent(uptime ->
                        text.gauge("uptime_seconds", "Seconds since it was started.", uptime.toSeconds()));
        return text.write();
    }

    private void gauge(String name, String help, OptionalLong value) {
        value.ifPresent(known -> gauge(name, help, known));
    }

    private void gauge(String name, String help, double value) {
        metrics.metricSnapshot(GaugeSnapshot.builder()
                .name(PREFIX + name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build())
                .build());
    }

    private void counter(String name, String help, double value) {
        metrics.metricSnapshot(CounterSnapshot.builder()
                .name(PREFIX + name)
                .help(help)
                .dataPoint(CounterDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build())
                .build());
    }

    private String write() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, metrics.build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
