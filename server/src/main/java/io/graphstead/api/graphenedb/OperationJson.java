package io.graphstead.api.graphenedb;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.fleet.OperationView;
import io.graphstead.fleet.OperationView.StepView;
import io.graphstead.identity.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation. Contract §4: {@code startedAt} in epoch seconds as a string, every other date by RFC 7231. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record OperationJson(
        String id,
        String operationType,
        String startedAt,
        List<StepJson> steps,
        String status,
        String nextOperationId,
        long durationInSeconds,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String error) {

    /** One part of an operation. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record StepJson(
            String name,
            String status,
            @Nullable String startedAt,
            @Nullable String finishedAt,
            double progress,
            String message) {
        static StepJson of(StepView step) {
            return new StepJson(
                    step.name(),
                    switch (step.status()) {
                        case WAITING -> "waiting";
                        case STARTED -> "started";
                        case FINISHED -> "finished";
                        case FAILED -> "failed";
                    },
                    step.startedAt().map(WireDate::epochSeconds).orElse(null),
                    step.finishedAt().map(WireDate::of).orElse(null),
                    step.progress(),
                    step.message());
        }
    }

    /** Operations of one database, newest first. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ListJson(List<OperationJson> operations) {}

    static OperationJson of(OperationView view, Instant now) {
        return new OperationJson(
                Ids.text(view.id().value()),
                view.kind().word(),
                WireDate.epochSeconds(view.startedAt()),
                view.steps().stream().map(StepJson::of).toList(),
                switch (view.status()) {
                    case STARTED -> "started";
                    case FINISHED -> "finished";
                    case FAILED -> "failed";
                },
                view.next().map(next -> Ids.text(next.value())).orElse(""),
                Math.max(
                        0,
                        Duration.between(view.startedAt(), view.finishedAt().orElse(now))
                                .toSeconds()),
                view.error().orElse(null));
    }
}
