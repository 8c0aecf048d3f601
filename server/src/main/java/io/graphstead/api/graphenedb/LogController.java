package io.graphstead.api.graphenedb;

import io.graphstead.api.Allows;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.LogFollower;
import io.graphstead.fleet.LogLine;
import io.graphstead.fleet.Logs;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpRequest;
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
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What a database writes: as text, or as server-sent events that go on while it writes. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class LogController {
    private static final int LINES = 200;
    private static final int MOST_LINES = 10_000;
    private static final String LAST_EVENT = "Last-Event-ID";
    private static final String TEXT = "text/plain; charset=utf-8";

    /** So often a client hears something, also of a silent database; what has gone is noticed by it. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Logs logs;
    private final DatabasesOfVendor databases;
    private final ExecutorService followers = Executors.newVirtualThreadPerTaskExecutor();

    LogController(Logs logs, DatabasesOfVendor databases) {
        this.logs = logs;
        this.databases = databases;
    }

    /** No HEAD: who asks for nothing but headers would never take, and so never give back, what follows. */
    @Get(value = "/deployments/databases/{vendor}/{databaseId}/logs", headRoute = false)
    @Produces(MediaType.ALL)
    @Allows(Role.READER)
    HttpResponse<?> logs(HttpRequest<?> request, Caller caller, Vendor vendor, DeploymentId databaseId) {
        databases.get(caller, vendor, databaseId);
        int lines = lines(request);
        if (!follow(request)) {
            String text = logs.last(caller, databaseId, lines).stream()
                    .map(line -> line.text() + "\n")
                    .collect(Collectors.joining());
            return HttpResponse.ok(text).contentType(TEXT);
        }
        LogFollower follower = logs.follow(caller, databaseId, LAST_EVENT, request.getHeaders().findFirst(LAST_EVENT), lines);
        return HttpResponse.ok(events(follower)).contentType(MediaType.TEXT_EVENT_STREAM_TYPE);
    }

    /** One virtual thread for each who follows; it waits for what is written, and for the client to take it. */
    private Publisher<byte[]> events(LogFollower follower) {
        return Flux.<byte[]>generate(sink -> follower.next(HEARTBEAT)
                        .ifPresentOrElse(lines -> sink.next(text(lines)), sink::complete))
                .subscribeOn(Schedulers.fromExecutorService(followers))
                .doOnCancel(follower::close)
                .doOnTerminate(follower::close);
    }

    private static byte[] text(List<LogLine> lines) {
        StringBuilder events = new StringBuilder();
        for (LogLine line : lines) {
            // A carriage return would end the event's line; engines draw progress with it.
            events.append("id: ").append(line.position()).append("\ndata: ").append(line.text().replace('\r', ' '));
            events.append("\n\n");
        }
        return (events.isEmpty() ? ": nothing new\n\n" : events.toString()).getBytes(StandardCharsets.UTF_8);
    }

    private static int lines(HttpRequest<?> request) {
        Optional<String> asked = request.getParameters().getFirst("lines");
        if (asked.isEmpty()) {
            return LINES;
        }
        if (asked.get().matches("[0-9]{1,5}")) {
            int lines = Integer.parseInt(asked.get());
            if (lines >= 1 && lines <= MOST_LINES) {
                return lines;
            }
        }
        throw new Refused(new InvalidField("lines", "lines must be a whole number from 1 to " + MOST_LINES));
    }

    private static boolean follow(HttpRequest<?> request) {
        String asked = request.getParameters().getFirst("follow").orElse("false");
        return switch (asked) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Refused(new InvalidField("follow", "follow must be true or false"));
        };
    }
}
