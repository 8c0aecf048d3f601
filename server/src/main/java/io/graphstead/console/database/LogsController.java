package io.graphstead.console.database;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Allows;
import io.graphstead.console.Live;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.LogFollower;
import io.graphstead.fleet.LogLine;
import io.graphstead.fleet.Logs;
import io.graphstead.identity.Role;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What a database writes. Without a script the page shows the last lines; with one it goes on by itself. */
@Controller("/console/databases/{databaseId}/logs")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class LogsController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();
    private static final int SHOWN = 500;
    private static final int SEARCHED = 10_000;

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Databases databases;
    private final Logs logs;
    private final ExecutorService followers = Executors.newVirtualThreadPerTaskExecutor();

    LogsController(Databases databases, Logs logs) {
        this.databases = databases;
        this.logs = logs;
    }

    @Get
    @Allows(Role.READER)
    HttpResponse<?> show(Visit visit, DeploymentId databaseId) {
        DeploymentView view = databases.get(visit, databaseId);
        String wanted = visit.request().getParameters().getFirst("q").orElse("").strip();
        List<LogLine> lines = found(logs.last(visit.caller(), databaseId, wanted.isEmpty() ? SHOWN : SEARCHED), wanted);
        return Pages.html(TEMPLATES.databaseLogs(
                databases.frame(visit, view, Page.Tab.LOGS),
                databases.page(visit.caller(), view, Page.Tab.LOGS),
                lines.stream().map(LogLine::text).toList(),
                lines.isEmpty() ? "" : lines.getLast().position(),
                wanted));
    }

    private static List<LogLine> found(List<LogLine> lines, String wanted) {
        if (wanted.isEmpty()) {
            return lines;
        }
        String lower = wanted.toLowerCase(Locale.ROOT);
        List<LogLine> found = lines.stream()
                .filter(line -> line.text().toLowerCase(Locale.ROOT).contains(lower))
                .toList();
        return found.subList(Math.max(0, found.size() - SHOWN), found.size());
    }

    /** What is written from now on, or after the line that the page ends with. No HEAD: see {@link Live}. */
    @Get(value = "/events", headRoute = false)
    @Allows(Role.READER)
    HttpResponse<?> events(Visit visit, DeploymentId databaseId) {
        databases.get(visit, databaseId);
        Optional<String> after = visit.request()
                .getHeaders()
                .findFirst("Last-Event-ID")
                .or(() -> visit.request().getParameters().getFirst("after"))
                .filter(text -> !text.isEmpty());
        LogFollower follower = logs.follow(visit.caller(), databaseId, "after", after, 1);
        return HttpResponse.ok(Flux.<byte[]>generate(sink -> follower.next(HEARTBEAT)
                                .ifPresentOrElse(lines -> sink.next(events(lines)), sink::complete))
                        .subscribeOn(Schedulers.fromExecutorService(followers))
                        .doFinally(_ -> follower.close()))
                .contentType(MediaType.TEXT_EVENT_STREAM_TYPE);
    }

    private static byte[] events(List<LogLine> lines) {
        StringBuilder events = new StringBuilder();
        for (LogLine line : lines) {
            events.append("id: ").append(line.position()).append("\ndata: ");
            events.append(line.text().replace('\r', ' ')).append("\n\n");
        }
        return (events.isEmpty() ? ": nothing new\n\n" : events.toString()).getBytes(StandardCharsets.UTF_8);
    }

    /** All that there is, as a file. */
    @Get("/file")
    @Allows(Role.READER)
    HttpResponse<?> file(Visit visit, DeploymentId databaseId) {
        String text = logs.last(visit.caller(), databaseId, SEARCHED).stream()
                .map(line -> line.text() + "\n")
                .collect(Collectors.joining());
        return HttpResponse.ok(text)
                .contentType(MediaType.of("text/plain; charset=utf-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"database.log\"");
    }
}
