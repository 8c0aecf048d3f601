package io.graphstead.api.graphenedb.administration;

import io.graphstead.api.graphenedb.WireDate;
import io.graphstead.identity.Ids;
import io.graphstead.identity.network.NetworkRule;
import java.util.List;

/** A network rule as contract §4 shows it. */
record NetworkRuleJson(String id, String label, String createdAt, String ipRange) {
    static NetworkRuleJson of(NetworkRule rule) {
        return new NetworkRuleJson(
                Ids.text(rule.id().value()),
                rule.label(),
                WireDate.of(rule.createdAt()),
                rule.range().text());
    }

    static List<NetworkRuleJson> of(List<NetworkRule> rules) {
        return rules.stream().map(NetworkRuleJson::of).toList();
    }

    /** The list in its wrapper. */
    record ListJson(List<NetworkRuleJson> networkRules) {}
}
