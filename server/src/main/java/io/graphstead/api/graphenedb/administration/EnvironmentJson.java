package io.graphstead.api.graphenedb.administration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.api.graphenedb.WireDate;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Project;
import io.graphstead.identity.network.NetworkRule;
import java.util.List;
import java.util.Optional;

/**
 * A project as this dialect shows it: contract §4. It has no peers here, and is never stopped.
 *
 * @param stoppedAt null: it runs
 * @param plainBoltAllowed whether drivers may connect to its databases without TLS
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record EnvironmentJson(
        String id,
        String label,
        String slug,
        String organizationId,
        String grantType,
        String region,
        String cidr,
        String createdAt,
        List<String> vpcPeers,
        List<NetworkRuleJson> networkRules,
        Optional<String> stoppedAt,
        boolean plainBoltAllowed) {
    static EnvironmentJson of(Project project, List<NetworkRule> rules) {
        return new EnvironmentJson(
                Ids.text(project.id().value()),
                project.label(),
                project.slug(),
                Ids.text(project.organizationId().value()),
                project.grantType(),
                project.placement().region(),
                project.cidr(),
                WireDate.of(project.createdAt()),
                List.of(),
                NetworkRuleJson.of(rules),
                Optional.empty(),
                project.plainBolt());
    }

    /** The list in its wrapper. */
    record ListJson(List<EnvironmentJson> environments) {}
}
