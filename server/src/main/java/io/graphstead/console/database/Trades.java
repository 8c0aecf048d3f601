package io.graphstead.console.database;

import io.graphstead.console.Words;
import io.graphstead.console.organization.Choice;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.OperationKind;
import io.graphstead.fleet.OperationView;
import io.graphstead.fleet.SwitchDrain;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Right;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Trades of connection URLs: with whom, and what came of the last. */
@Singleton
final class Trades {
    private static final Duration TOLD_FOR = Duration.ofDays(1);

    private final Fleet fleet;
    private final SwitchDrain drain;
    private final Clock clock;

    Trades(Fleet fleet, SwitchDrain drain, Clock clock) {
        this.fleet = fleet;
        this.drain = drain;
        this.clock = clock;
    }

    /** Databases of the same engine that the caller may change. */
    List<Choice> partners(Caller caller, DeploymentView view) {
        return fleet.list(caller).stream()
                .filter(other -> !other.id().equals(view.id()))
                .filter(other ->
                        other.organization().id().equals(view.organization().id()))
                .filter(other -> other.release().engine().equals(view.release().engine()))
                .filter(other -> caller.roleOn(other.project())
                        .filter(role -> role.may(Right.RUN))
                        .isPresent())
                .map(other -> new Choice(
                        Ids.text(other.id().value()),
                        other.name() + " · " + other.project().label(),
                        false))
                .toList();
    }

    /** In whole seconds. */
    String drainWords() {
        return Words.lasting(drain.lasting()).replace(".0 s", " s");
    }

    TradeView last(Caller caller, DeploymentId id) {
        Instant now = clock.instant();
        return fleet.operations(caller, id).stream()
                .filter(operation -> operation.kind() == OperationKind.SWITCH)
                .filter(operation -> operation.startedAt().plus(TOLD_FOR).isAfter(now))
                .findFirst()
                .map(operation -> view(caller, id, operation, now))
                .orElse(TradeView.NONE);
    }

    private TradeView view(Caller caller, DeploymentId id, OperationView operation, Instant now) {
        String other = other(caller, id, operation);
        return switch (operation.status()) {
            case STARTED -> new TradeView("Being traded", "azure", true, "With " + other + ".");
            case FAILED ->
                new TradeView(
                        "Not traded",
                        "red",
                        false,
                        "The trade with " + other + " failed: "
                                + operation.error().orElse("it gave no reason"));
            case FINISHED -> {
                Instant done = operation.finishedAt().orElse(now);
                Instant drained = done.plus(drain.lasting());
                yield now.isBefore(drained)
                        ? new TradeView(
                                "Draining",
                                "azure",
                                true,
                                "Traded with " + other + " at " + Words.at(done)
                                        + ". Who connects now reaches the other"
                                        + " data; connections that were made before are let go on for up to "
                                        + drainWords() + ".")
                        : new TradeView(
                                "Traded",
                                "green",
                                false,
                                "With " + other + " at " + Words.at(done)
                                        + ". Every connection that was made before has been ended.");
            }
        };
    }

    private String other(Caller caller, DeploymentId id, OperationView operation) {
        Optional<DeploymentId> partner =
                operation.deployment().equals(id) ? operation.source() : Optional.of(operation.deployment());
        try {
            return partner.map(each -> fleet.get(caller, each).name()).orElse("another database");
        } catch (Refused gone) {
            return "another database";
        }
    }
}
