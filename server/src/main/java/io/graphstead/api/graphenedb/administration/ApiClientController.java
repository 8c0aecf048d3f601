package io.graphstead.api.graphenedb.administration;

import io.graphstead.api.Allows;
import io.graphstead.api.Command;
import io.graphstead.api.RequestBody;
import io.graphstead.identity.ApiClient;
import io.graphstead.identity.ApiClientId;
import io.graphstead.identity.ApiClients;
import io.graphstead.identity.Caller;
import io.graphstead.identity.ClientSecret;
import io.graphstead.identity.Grant;
import io.graphstead.identity.IssuedClient;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Organizations;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** API clients of an organization: contract §7. */
@Controller("/organizations/{organizationId}/api-clients")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ApiClientController {
    private final ApiClients clients;
    private final Organizations organizations;
    private final Projects projects;

    ApiClientController(ApiClients clients, Organizations organizations, Projects projects) {
        this.clients = clients;
        this.organizations = organizations;
        this.projects = projects;
    }

    record ApiClientRequest(
            @Nullable String label, @Nullable List<@Nullable GrantJson> grants) {}

    @Get
    @Allows(Role.ADMINISTRATOR)
    ApiClientJson.ListJson list(Caller caller, OrganizationId organizationId) {
        List<ApiClient> found = clients.list(caller, organizationId);
        Map<ProjectId, Project> known = projectsOf(caller, organizationId);
        return new ApiClientJson.ListJson(found.stream()
                .map(client -> ApiClientJson.of(client, known, Optional.empty()))
                .toList());
    }

    @Post
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<ApiClientJson> create(
            Caller caller, OrganizationId organizationId, RequestBody<ApiClientRequest> body) {
        // Who may do this comes before what the body says: contract §1, order of checks.
        organizations.get(caller, organizationId, Role.ADMINISTRATOR);
        ApiClientRequest wanted = body.read();
        return HttpResponse.created(shown(
                caller,
                clients.create(
                        caller, organizationId, Optional.ofNullable(wanted.label()), grants(wanted, organizationId))));
    }

    @Get("/{clientId}")
    @Allows(Role.ADMINISTRATOR)
    ApiClientJson get(Caller caller, OrganizationId organizationId, ApiClientId clientId) {
        return shown(caller, clients.get(caller, organizationId, clientId), Optional.empty());
    }

    @Delete("/{clientId}")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> delete(Caller caller, OrganizationId organizationId, ApiClientId clientId) {
        clients.delete(caller, organizationId, clientId);
        return HttpResponse.noContent();
    }

    @Command("/{clientId}/secret/refresh")
    @Allows(Role.ADMINISTRATOR)
    ApiClientJson refreshSecret(Caller caller, OrganizationId organizationId, ApiClientId clientId) {
        return shown(caller, clients.refreshSecret(caller, organizationId, clientId));
    }

    /** What is left out stays as it is. */
    @Put("/{clientId}")
    @Allows(Role.ADMINISTRATOR)
    ApiClientJson change(
            Caller caller, OrganizationId organizationId, ApiClientId clientId, RequestBody<ApiClientRequest> body) {
        clients.get(caller, organizationId, clientId);
        ApiClientRequest wanted = body.read();
        return shown(
                caller,
                clients.change(
                        caller,
                        organizationId,
                        clientId,
                        Optional.ofNullable(wanted.label()),
                        wanted.grants() == null ? Optional.empty() : Optional.of(grants(wanted, organizationId))),
                Optional.empty());
    }

    private static List<Grant> grants(ApiClientRequest wanted, OrganizationId organization) {
        if (wanted.grants() == null) {
            throw invalid("grants", "grants is missing; give a list of {environmentId or organizationId, role}");
        }
        List<Grant> grants = new ArrayList<>();
        for (GrantJson grant : wanted.grants()) {
            String field = "grants[" + grants.size() + "]";
            if (grant == null) {
                throw invalid(field, field + " must be an object ({…})");
            }
            grants.add(grant.read(field, organization));
        }
        return grants;
    }

    private ApiClientJson shown(Caller caller, IssuedClient issued) {
        return shown(caller, issued.client(), Optional.of(issued.secret()));
    }

    private ApiClientJson shown(Caller caller, ApiClient client, Optional<ClientSecret> secret) {
        return ApiClientJson.of(client, projectsOf(caller, client.organizationId()), secret);
    }

    private Map<ProjectId, Project> projectsOf(Caller caller, OrganizationId organization) {
        return projects.list(caller).stream()
                .filter(project -> project.organizationId().equals(organization))
                .collect(Collectors.toMap(Project::id, Function.identity()));
    }

    private static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }
}
