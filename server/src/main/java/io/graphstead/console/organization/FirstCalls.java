package io.graphstead.console.organization;

import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Size;
import io.graphstead.catalog.StorageType;
import io.graphstead.console.organization.ApiView.Step;
import java.util.List;
import java.util.Optional;

/** The first calls of each API, ready to paste: with this server's address, this organization and what is offered here. */
final class FirstCalls {
    private static final String CURL = """

            api() { curl -s --cacert ca.pem -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' "$@"; }""";
    private static final String TRUST =
            "Clients trust the server by its ca.pem, which stands in its data folder; with a certificate that everyone"
                    + " trusts leave --cacert out.";

    private FirstCalls() {}

    static List<Step> graphenedb(Catalog catalog, String address, Optional<EnvironmentLine> environment) {
        String plan =
                catalog.sizes(Size.Kind.PLAN).stream().findFirst().map(Size::id).orElse("PLAN");
        return List.of(
                new Step(
                        "token",
                        "Get a token",
                        TRUST + " A token is good for an hour.",
                        """
                        URL=%s
                        CLIENT_ID=… CLIENT_SECRET=…
                        TOKEN=$(curl -s --cacert ca.pem $URL/organizations/oauth/token \\
                          -d client_id=$CLIENT_ID -d client_secret=$CLIENT_SECRET \\
                          -d grant_type=client_credentials | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
                        """.formatted(address).stripTrailing() + CURL),
                new Step("offer", "See what is offered", "", """
                        api $URL/deployments/versions
                        api $URL/deployments/plans
                        api $URL/deployments/environments"""),
                new Step(
                        "create",
                        environment
                                .map(each -> "Make a database in " + each.label())
                                .orElse("Make a database"),
                        "The answer has the database’s id and that of the operation that makes it.",
                        """
                        api $URL/deployments/databases/graphneo \\
                          -d '{"environmentId":"%s","name":"orders","plan":"%s"}'
                        DATABASE_ID=…
                        DB=$URL/deployments/databases/graphneo/$DATABASE_ID""".formatted(environment.map(EnvironmentLine::id).orElse("ENVIRONMENT_ID"), plan)),
                new Step("watch", "Watch it and connect", "The credentials need a role that may write.", """
                        api $DB/status
                        api $DB/operations
                        api $DB/credentials"""),
                new Step("pause", "Pause and resume it", "", """
                        api -X POST $DB/pause
                        api -X POST $DB/resume"""),
                new Step("snapshot", "Take a snapshot", "", """
                        api $DB/snapshots -d '{"label":"before the release"}'
                        api $DB/snapshots"""),
                new Step("delete", "Delete it", "With all of its data; needs the role operator.", """
                        api -X DELETE $DB"""));
    }

    static List<Step> typedb(Catalog catalog, String address, String team, Optional<EnvironmentLine> environment) {
        Optional<Size> machine = catalog.sizes(Size.Kind.MACHINE_TYPE).stream()
                .filter(size -> size.provider().isPresent() && !size.regions().isEmpty())
                .findFirst();
        String provider = machine.flatMap(Size::provider).orElse("PROVIDER");
        String storage = catalog.storageTypes().stream()
                .filter(type -> type.provider().equals(provider))
                .map(StorageType::id)
                .findFirst()
                .orElse("STORAGE_TYPE");
        return List.of(
                new Step(
                        "token",
                        "Get a token",
                        "The line Basic ID:SECRET of an API token is exchanged for a token. " + TRUST,
                        """
                        URL=%s
                        CLIENT_ID=… CLIENT_SECRET=…
                        TOKEN=$(curl -s --cacert ca.pem -X POST $URL/api/v1/auth \\
                          -H "Authorization: Basic $CLIENT_ID:$CLIENT_SECRET")
                        CLUSTERS=$URL/api/v1/team/%s/spaces/%s/clusters
                        """.formatted(
                                        address,
                                        team,
                                        environment.map(EnvironmentLine::slug).orElse("SPACE")).stripTrailing()
                                + CURL),
                new Step("offer", "See which versions there are", "", "api $URL/api/v1/cluster-versions"),
                new Step("create", "Deploy a cluster", "", """
                        api $CLUSTERS/deploy -d '{"id":"api-cluster","serverCount":1,"storageSizeGB":10,
                          "provider":"%s","region":"%s","isFree":false,
                          "machineType":"%s","storageType":"%s","version":"latest"}'""".formatted(
                                provider,
                                machine.map(size -> size.regions().getFirst()).orElse("REGION"),
                                machine.map(Size::id).orElse("MACHINE_TYPE"),
                                storage)),
                new Step("watch", "Watch it", "It is there once its status is running.", """
                        api $CLUSTERS
                        api $CLUSTERS/api-cluster"""),
                new Step("pause", "Suspend and resume it", "", """
                        api -X POST $CLUSTERS/api-cluster/suspend
                        api -X POST $CLUSTERS/api-cluster/resume"""),
                new Step("delete", "Destroy it", "With all of its data; needs admin.", """
                        api -X DELETE $CLUSTERS/api-cluster"""));
    }
}
