package io.graphstead.api;

import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.platform.log.LogFields;
import io.graphstead.refusal.Refusal;
import io.graphstead.refusal.Refused;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.MDC;
import reactor.core.publisher.Flux;

/** Routes that go wrong on demand; there only where a test asks for them. */
@Controller
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Requires(property = "odd-routes")
final class OddRoutes {
    record Odd(
            @Nullable String text,
            @Nullable Integer number,
            @Nullable List<String> list) {}

    @Post(uris = {"/odd", "/api/odd"})
    @Allows(Role.READER)
    Odd read(RequestBody<Odd> body) {
        Odd read = body.read();
        if ("break".equals(read.text())) {
            throw new IllegalStateException("a secret of the server");
        }
        if ("refuse".equals(read.text())) {
            throw new IllegalStateException(
                    "wrapped", new Refused(new Refusal.WrongState("pause", "paused", "it is paused; resume it first")));
        }
        return read;
    }

    @Get(uris = {"/odd/parameters", "/api/odd/parameters"})
    @Allows(Role.READER)
    Map<String, Integer> parameters(@QueryValue int number) {
        return Map.of("number", number);
    }

    @Get("/odd/long")
    @Allows(Role.READER)
    Odd longAnswer() {
        return new Odd("long enough ".repeat(1_000), 1, List.of());
    }

    @Get("/odd/events")
    @Produces(MediaType.TEXT_EVENT_STREAM)
    @Allows(Role.READER)
    Publisher<Event<String>> events() {
        return Flux.range(1, 200).map(number -> Event.of(number + " and so on, and on"));
    }

    @Get("/odd/forgotten")
    Map<String, String> forgotten() {
        return Map.of("open", "to everyone");
    }

    @Command("/odd/command")
    @Allows(Role.READER)
    Map<String, String> command(Caller caller) {
        return Map.of("done", caller.label() + " " + MDC.get(LogFields.REQUEST.key()));
    }
}
