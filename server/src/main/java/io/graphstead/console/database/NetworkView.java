package io.graphstead.console.database;

import io.graphstead.console.Words;
import io.graphstead.console.organization.Choice;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.identity.Ids;
import io.graphstead.identity.network.NetworkRule;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Who reaches a database, and how.
 *
 * @param rules of its environment
 * @param plainBolt whether Bolt without TLS is let in; only Neo4j has it
 * @param mayManage whether the caller may change rules
 * @param ownAddress from where the caller asks
 * @param label what was typed before
 * @param range what was typed before
 * @param targets databases that it can trade its connection URL with
 */
public record NetworkView(
        List<Rule> rules,
        List<Way> ways,
        boolean speaksBolt,
        boolean plainBolt,
        boolean mayManage,
        String ownAddress,
        String label,
        String range,
        List<Choice> targets) {
    public NetworkView {
        rules = List.copyOf(rules);
        ways = List.copyOf(ways);
        targets = List.copyOf(targets);
    }

    /** A range of addresses that may come. */
    public record Rule(String id, String label, String range, String made) {
        static Rule of(NetworkRule rule) {
            return new Rule(
                    Ids.text(rule.id().value()), rule.label(), rule.range().text(), Words.at(rule.createdAt()));
        }
    }

    /**
     * Something that the port of the connection URL understands.
     *
     * @param use what for
     */
    public record Way(String name, String use, String address) {}

    static List<Way> ways(DeploymentView view, boolean plainBolt) {
        String host = view.host() + ":" + view.clientPort();
        List<Way> ways = new ArrayList<>();
        if (isNeo4j(view)) {
            ways.add(new Way(
                    "Bolt over TLS",
                    "drivers and cypher-shell",
                    view.connectionUrl().toString()));
            ways.add(new Way("HTTPS", "the Query API and Neo4j’s HTTP API", "https://" + host));
            view.browserUrl()
                    .map(URI::toString)
                    .ifPresent(url -> ways.add(new Way("Neo4j Browser", "people with a browser", url)));
            if (plainBolt) {
                ways.add(new Way("Bolt without TLS", "drivers that cannot speak TLS", "bolt://" + host));
            }
        } else {
            ways.add(new Way(
                    "The engine’s own protocol over TLS",
                    "drivers and its console",
                    view.connectionUrl().toString()));
            ways.add(new Way("HTTPS", "its HTTP API", "https://" + host));
        }
        return ways;
    }

    static boolean isNeo4j(DeploymentView view) {
        return view.release().engine().equals("neo4j");
    }
}
