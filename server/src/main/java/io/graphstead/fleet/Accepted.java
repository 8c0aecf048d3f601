package io.graphstead.fleet;

/** A request that was written down and will be carried out: the deployment as it is now, and the operation to watch. */
public record Accepted(DeploymentView deployment, OperationId operation) {}
