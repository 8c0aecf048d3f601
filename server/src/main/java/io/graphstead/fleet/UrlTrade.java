package io.graphstead.fleet;

import io.graphstead.runtime.RuntimeFailure;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Trades the connection URLs of two deployments: once, in the one transaction that also records that it was done. */
@Singleton
class UrlTrade {
    private final Jdbi jdbi;
    private final DeploymentStore deployments;
    private final PortStore ports;
    private final StepStore steps;

    UrlTrade(Jdbi jdbi, DeploymentStore deployments, PortStore ports, StepStore steps) {
        this.jdbi = jdbi;
        this.deployments = deployments;
        this.ports = ports;
        this.steps = steps;
    }

    /** Those two, always locked in the same order, so that no two transactions wait for each other. */
    static List<DeploymentId> inOrder(DeploymentId one, DeploymentId other) {
        return Stream.of(one, other)
                .sorted(Comparator.comparing(DeploymentId::value))
                .toList();
    }

    /** @throws TurnStore.Overtaken when another worker has the deployment */
    void make(Turn turn) {
        DeploymentId id = turn.deployment().id();
        Turn.Running operation = turn.operation().orElseThrow();
        DeploymentId other = operation.source().orElseThrow();
        jdbi.useTransaction(handle -> {
            lockBoth(handle, turn, other);
            if (steps.effected(handle, operation.id(), StepName.SWITCH) && !ports.trade(handle, id, other)) {
                throw new RuntimeFailure.Lasting(
                        "the two databases have no connection URLs that could be traded: both must be of one machine");
            }
        });
    }

    private void lockBoth(Handle handle, Turn turn, DeploymentId other) {
        DeploymentId id = turn.deployment().id();
        for (DeploymentId each : inOrder(id, other)) {
            boolean there = each.equals(id)
                    ? deployments.lock(handle, each, turn.fence()).isPresent()
                    : deployments.lock(handle, each).isPresent();
            if (!there && each.equals(id)) {
                throw new TurnStore.Overtaken(id);
            }
            if (!there) {
                throw new RuntimeFailure.Lasting("the other database does not exist any more");
            }
        }
    }
}
