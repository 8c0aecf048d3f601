package io.graphstead.identity.network;

import io.graphstead.identity.ProjectId;
import java.time.Instant;

/** One range of addresses that may reach the databases of a project. */
public record NetworkRule(NetworkRuleId id, ProjectId projectId, String label, IpRange range, Instant createdAt) {}
