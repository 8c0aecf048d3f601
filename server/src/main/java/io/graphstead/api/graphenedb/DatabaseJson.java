package io.graphstead.api.graphenedb;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.catalog.Release;
import io.graphstead.fleet.Accepted;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.identity.Ids;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database. Contract §4. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record DatabaseJson(
        String id,
        String organizationId,
        String environmentId,
        String name,
        String domainName,
        String privateDomainName,
        int httpPort,
        int boltPort,
        String createdAt,
        StatusJson status,
        String plan,
        VersionJson version,
        List<NodeJson> nodes,
        String connectionUrl,
        @Nullable String browserUrl,
        List<String> enabledExtrasKinds,
        boolean terminationProtected) {

    /** The version of one database. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record VersionJson(String number, String edition, String vendor) {
        static VersionJson of(Release release) {
            return new VersionJson(
                    release.version().text(),
                    release.edition(),
                    Vendors.of(release.engine()).segment());
        }
    }

    /** One server of a database. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record NodeJson(String stationId, String nodeType) {}

    /** What one may see, oldest first. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ListJson(List<DatabaseJson> databases) {}

    /** The answer to what creates, deletes, pauses or resumes a database. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AcceptedJson(DatabaseJson database, String operationId) {
        static AcceptedJson of(Accepted accepted, Instant now) {
            return new AcceptedJson(
                    DatabaseJson.of(accepted.deployment(), now),
                    Ids.text(accepted.operation().value()));
        }
    }

    static DatabaseJson of(DeploymentView view, Instant now) {
        return new DatabaseJson(
                Ids.text(view.id().value()),
                Ids.text(view.organization().id().value()),
                Ids.text(view.project().id().value()),
                view.name(),
                view.host(),
                view.host(),
                view.clientPort(),
                view.clientPort(),
                WireDate.of(view.createdAt()),
                StatusJson.of(view.status(), now),
                view.size(),
                VersionJson.of(view.release()),
                List.of(new NodeJson(Stations.only(view.id()), "single")),
                view.connectionUrl().toString(),
                view.browserUrl().map(URI::toString).orElse(null),
                view.extras(),
                view.terminationProtected());
    }
}
