package io.graphstead.console.database;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Allows;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.console.Words;
import io.graphstead.console.database.Chart.Unit;
import io.graphstead.console.database.Chart.Value;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.MetricPoint;
import io.graphstead.fleet.MetricSpan;
import io.graphstead.fleet.Metrics;
import io.graphstead.identity.Role;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/** What a database has used, drawn by the server. With a script, what is drawn is asked for again when there is more. */
@Controller("/console/databases/{databaseId}/metrics")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class MetricsController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private static final Unit BYTES = new Unit(MetricsController::bytes, value -> Chart.roundUp(value, 4 << 20));
    private static final Unit SMALL_BYTES =
            new Unit(value -> bytes(value) + "/s", value -> Chart.roundUp(value, 4 << 10));
    private static final Unit PROCESSORS = new Unit(
            value -> String.format(Locale.ROOT, "%.2f", value / 1000.0), value -> Chart.roundUpDecimal(value, 100));
    private static final Unit NUMBER = new Unit(Long::toString, value -> Chart.roundUpDecimal(value, 4));

    private final Databases databases;
    private final Metrics metrics;

    MetricsController(Databases databases, Metrics metrics) {
        this.databases = databases;
        this.metrics = metrics;
    }

    @Get
    @Allows(Role.READER)
    HttpResponse<?> show(Visit visit, DeploymentId databaseId) {
        DeploymentView view = databases.get(visit, databaseId);
        return Pages.html(TEMPLATES.databaseMetrics(
                databases.frame(visit, view, Page.Tab.METRICS),
                databases.page(visit.caller(), view, Page.Tab.METRICS),
                charts(metrics.of(visit.caller(), databaseId, span(visit)))));
    }

    /** The drawings alone; nothing while the page has the newest. */
    @Get("/charts")
    @Allows(Role.READER)
    HttpResponse<?> charts(Visit visit, DeploymentId databaseId) {
        DeploymentView view = databases.get(visit, databaseId);
        Charts now = charts(metrics.of(visit.caller(), databaseId, span(visit)));
        boolean seen = visit.request()
                .getParameters()
                .getFirst("seen")
                .filter(now.newest()::equals)
                .isPresent();
        return seen
                ? HttpResponse.noContent()
                : Pages.html(TEMPLATES.databaseCharts(databases.page(visit.caller(), view, Page.Tab.METRICS), now));
    }

    private static MetricSpan span(Visit visit) {
        String word = visit.request().getParameters().getFirst("span").orElse("");
        return switch (word) {
            case "day" -> MetricSpan.DAY;
            case "week" -> MetricSpan.WEEK;
            default -> MetricSpan.HOUR;
        };
    }

    private static Charts charts(Metrics.Series series) {
        List<Chart> charts = List.of(
                chart("memory", "Memory", BYTES, series, new Value("", MetricPoint::memoryBytes)),
                chart("cpu", "Processors", PROCESSORS, series, new Value("", MetricPoint::cpuPermille)),
                chart("storage", "Storage", BYTES, series, new Value("", MetricPoint::volumeBytes)),
                chart("connections", "Open connections", NUMBER, series, new Value("", MetricPoint::connections)),
                chart(
                        "traffic",
                        "Traffic",
                        SMALL_BYTES,
                        series,
                        new Value("in", MetricPoint::bytesIn),
                        new Value("out", MetricPoint::bytesOut)),
                chart("opened", "New connections per minute", NUMBER, series, new Value("", MetricPoint::opened)));
        return new Charts(
                series.span().name().toLowerCase(Locale.ROOT),
                series.points().isEmpty()
                        ? ""
                        : Long.toString(series.points().getLast().at().getEpochSecond()),
                charts,
                series.points().reversed().stream().map(MetricsController::line).toList(),
                Words.bytes(series.memoryLimitBytes()),
                Words.bytes(series.storageLimitBytes()),
                String.format(Locale.ROOT, "%.1f", series.cpuLimit()),
                coarse(series.span()));
    }

    private static Chart chart(String id, String title, Unit unit, Metrics.Series series, Value... values) {
        return Chart.of(id, title, unit, series, List.of(values));
    }

    private static String coarse(MetricSpan span) {
        return span == MetricSpan.HOUR
                ? "One point a minute."
                : "One point every " + span.minutes()
                        + " minutes: the highest memory, storage and number of connections in that time, and the average of"
                        + " the rest.";
    }

    private static List<String> line(MetricPoint point) {
        return List.of(
                Words.at(point.at()),
                words(point.memoryBytes(), MetricsController::bytes),
                words(point.cpuPermille(), PROCESSORS.words()),
                words(point.volumeBytes(), MetricsController::bytes),
                words(point.connections(), Long::toString),
                words(point.bytesIn(), SMALL_BYTES.words()),
                words(point.bytesOut(), SMALL_BYTES.words()),
                words(point.opened(), Long::toString));
    }

    private static String words(OptionalLong value, LongFunction<String> words) {
        return value.isPresent() ? words.apply(value.getAsLong()) : "–";
    }

    /** Finer than elsewhere: a scale has small numbers too. */
    private static String bytes(long bytes) {
        if (bytes < 1 << 10) {
            return bytes + " B";
        }
        if (bytes < 1 << 20) {
            return trimmed(bytes / 1024.0) + " kB";
        }
        return bytes < 1L << 30
                ? trimmed(bytes / (double) (1 << 20)) + " MB"
                : trimmed(bytes / (double) (1L << 30)) + " GB";
    }

    private static String trimmed(double number) {
        return number >= 100
                ? Long.toString(Math.round(number))
                : String.format(Locale.ROOT, "%.1f", number).replace(".0", "");
    }
}
