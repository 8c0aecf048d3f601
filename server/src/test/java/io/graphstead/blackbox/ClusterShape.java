package io.graphstead.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What every cluster looks like, whatever its state: contract §3 and §6, with strict types. */
final class ClusterShape {
    private static final Map<String, Set<String>> SERVERS = Map.of(
            "starting", Set.of("pending"),
            "running", Set.of("running", "pending"),
            "suspending", Set.of("running"),
            "suspended", Set.of(),
            "resuming", Set.of("pending"),
            "updating", Set.of("pending"),
            "destroying", Set.of("running"));

    private ClusterShape() {}

    /** @param family the path of its project's clusters, which decides the words for owner and project */
    static void check(BlackBoxTarget target, String family, JsonNode cluster) {
        boolean organizations = family.startsWith("/api/org/");
        List<String> keys =
                new ArrayList<>(List.of("id", "serverCount", "storageSizeGB", "isFree", "status", "createdAt"));
        keys.addAll(organizations ? List.of("organization", "project") : List.of("teamID", "spaceID"));
        keys.addAll(List.of(
                "version",
                "provider",
                "region",
                "machineType",
                "storageType",
                "servers",
                "backupConfiguration",
                "engine"));
        assertThat(Answer.keys(cluster)).as("keys of %s", cluster).containsExactlyElementsOf(keys);
        for (String text : List.of(
                "id",
                "status",
                "version",
                "provider",
                "region",
                "machineType",
                "storageType",
                keys.get(6),
                keys.get(7))) {
            assertThat(cluster.get(text).isTextual())
                    .as("%s in %s", text, cluster)
                    .isTrue();
        }
        for (String number : List.of("serverCount", "storageSizeGB", "createdAt")) {
            assertThat(cluster.get(number).isIntegralNumber())
                    .as("%s in %s", number, cluster)
                    .isTrue();
        }
        assertThat(cluster.get("isFree").isBoolean()).isTrue();
        assertThat(cluster.get("createdAt").asLong()).as("milliseconds").isGreaterThan(1_000_000_000_000L);
        assertThat(cluster.get(keys.get(6)).asText()).isEqualTo(target.organizationSlug());
        assertThat(cluster.get(keys.get(7)).asText()).isEqualTo(target.projectSlug());
        checkServers(cluster);
    }

    private static void checkServers(JsonNode cluster) {
        String status = cluster.get("status").asText();
        assertThat(SERVERS).as("status of %s", cluster).containsKey(status);
        assertThat(cluster.get("servers").isArray()).isTrue();
        for (JsonNode server : cluster.get("servers")) {
            assertThat(Answer.keys(server)).containsExactly("address", "status");
            assertThat(server.get("address").asText()).matches("[^:/]+:\\d+");
            assertThat(SERVERS.get(status))
                    .as("%s", cluster)
                    .contains(server.get("status").asText());
        }
        if (!status.equals("destroying")) {
            assertThat(cluster.get("servers").size())
                    .as("servers of %s", cluster)
                    .isEqualTo(status.equals("suspended") ? 0 : 1);
        }
    }
}
