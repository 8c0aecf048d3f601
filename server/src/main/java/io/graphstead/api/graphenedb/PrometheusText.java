package io.graphstead.api.graphenedb;

import io.graphstead.fleet.ConnectionUse.Counters;
import io.graphstead.fleet.Measurement;
import io.graphstead.identity.Ids;
import java.util.Locale;
import java.util.OptionalLong;

/** A measurement in Prometheus' text format, version 0.0.4; what is not known is left out. */
final class PrometheusText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();
    private final String labels;

    private PrometheusText(String labels) {
        this.labels = labels;
    }

    static String of(Measurement one) {
        var made = new PrometheusText("{database=\"" + Ids.text(one.deployment().value()) + "\",environment=\""
                + Ids.text(one.project().value()) + "\",name=\"" + escaped(one.name()) + "\"}");
        made.gauge("running", "Whether the database runs.", OptionalLong.of(one.running() ? 1 : 0));
        made.gauge("memory_bytes", "Resident memory of all its processes.", one.memoryBytes());
        made.gauge("memory_limit_bytes", "Ceiling on its memory.", OptionalLong.of(one.memoryLimitBytes()));
        one.cpuTime()
                .ifPresent(time -> made.metric(
                        "cpu_seconds_total",
                        "Processor time since it was started.",
                        "counter",
                        String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0)));
        made.metric("cpu_limit", "Processors that it may use.", "gauge", Double.toString(one.cpuLimit()));
        made.gauge("store_bytes", "Bytes of its stores.", one.storeBytes());
        made.gauge("volume_bytes", "Bytes of everything in its volume.", one.volumeBytes());
        made.gauge("storage_limit_bytes", "Size of its volume.", OptionalLong.of(one.storageLimitBytes()));
        made.gauge("connections", "Open connections of clients.", one.connections());
        one.uptime()
                .ifPresent(uptime -> made.gauge(
                        "uptime_seconds", "Seconds since it was started.", OptionalLong.of(uptime.toSeconds())));
        one.traffic().ifPresent(made::traffic);
        return made.text.toString();
    }

    private void traffic(Counters counters) {
        gauge(
                "client_connections",
                "Open connections of clients, at the gateway.",
                OptionalLong.of(counters.connections()));
        counter("client_connections_opened_total", "Connections that were let through.", counters.opened());
        counter("client_connections_refused_total", "Connections that were not let through.", counters.refused());
        counter("received_bytes_total", "Bytes from clients, without TLS.", counters.bytesIn());
        counter("sent_bytes_total", "Bytes to clients, without TLS.", counters.bytesOut());
    }

    private void counter(String name, String help, long value) {
        metric(name, help, "counter", Long.toString(value));
    }

    private void gauge(String name, String help, OptionalLong value) {
        value.ifPresent(known -> metric(name, help, "gauge", Long.toString(known)));
    }

    private void metric(String name, String help, String type, String value) {
        String full = "graphstead_database_" + name;
        text.append("# HELP ").append(full).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(full).append(' ').append(type).append('\n');
        text.append(full).append(labels).append(' ').append(value).append('\n');
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
