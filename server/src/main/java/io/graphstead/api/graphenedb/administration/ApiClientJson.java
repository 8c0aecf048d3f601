package io.graphstead.api.graphenedb.administration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.api.graphenedb.WireDate;
import io.graphstead.identity.ApiClient;
import io.graphstead.identity.ClientSecret;
import io.graphstead.identity.Grant;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An API client as contract §7 shows it.
 *
 * @param grantTypes the types of the environments that it was granted
 * @param lastUsedAt null when never
 * @param clientSecret only where one was just made
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ApiClientJson(
        String clientId,
        String label,
        List<GrantJson> grants,
        List<String> grantTypes,
        String createdAt,
        Optional<String> lastUsedAt,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> clientSecret) {
    /** @param projects those of the client's organization */
    static ApiClientJson of(ApiClient client, Map<ProjectId, Project> projects, Optional<ClientSecret> secret) {
        return new ApiClientJson(
                Ids.text(client.id().value()),
                client.label(),
                client.grants().stream()
                        .map(grant -> GrantJson.of(grant, client.organizationId()))
                        .toList(),
                client.grants().stream()
                        .flatMap(grant -> grantType(grant, projects).stream())
                        .distinct()
                        .sorted()
                        .toList(),
                WireDate.of(client.createdAt()),
                client.lastUsedAt().map(WireDate::of),
                secret.map(ClientSecret::reveal));
    }

    private static Optional<String> grantType(Grant grant, Map<ProjectId, Project> projects) {
        return switch (grant) {
            case Grant.OnProject on ->
                Optional.ofNullable(projects.get(on.project())).map(Project::grantType);
            case Grant.OnOrganization _ -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return "ApiClientJson[" + clientId + "]";
    }

    /** The list in its wrapper. */
    record ListJson(List<ApiClientJson> apiClients) {}
}
