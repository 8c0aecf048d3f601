package io.graphstead.api.graphenedb;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.fleet.InstallationView;
import io.graphstead.fleet.OperationView;
import io.graphstead.fleet.OperationView.Status;
import io.graphstead.fleet.OperationView.StepStatus;
import io.graphstead.fleet.OperationView.StepView;
import io.graphstead.fleet.StepName;
import io.graphstead.identity.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    /** An installation is an operation of one step. */
    static OperationJson of(InstallationView view, Instant now) {
        StepView step = new StepView(
                StepName.INSTALL_ENGINE.word(),
                switch (view.status()) {
                    case STARTED -> StepStatus.STARTED;
                    case FINISHED -> StepStatus.FINISHED;
                    case FAILED -> StepStatus.FAILED;
                },
                Optional.of(view.startedAt()),
                view.finishedAt(),
                view.progress(),
                view.message());
        return new OperationJson(
                Ids.text(view.id().value()),
                "install",
                WireDate.epochSeconds(view.startedAt()),
                List.of(StepJson.of(step)),
                word(view.status()),
                "",
                seconds(view.startedAt(), view.finishedAt().orElse(now)),
                view.error().orElse(null));
    }

    private static String word(Status status) {
        return switch (status) {
            case STARTED -> "started";
            case FINISHED -> "finished";
            case FAILED -> "failed";
        };
    }

    private static long seconds(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toSeconds());
    }

    static OperationJson of(OperationView view, Instant now) {
        return new OperationJson(
                Ids.text(view.id().value()),
                view.kind().word(),
                WireDate.epochSeconds(view.startedAt()),
                view.steps().stream().map(StepJson::of).toList(),
                word(view.status()),
                view.next().map(next -> Ids.text(next.value())).orElse(""),
                seconds(view.startedAt(), view.finishedAt().orElse(now)),
                view.error().orElse(null));
    }
}
