package io.graphstead.api.graphenedb.administration;

import io.graphstead.api.Allows;
import io.graphstead.api.RequestBody;
import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Region;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.NewProject;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Organizations;
import io.graphstead.identity.Placement;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectChange;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Role;
import io.graphstead.identity.network.NetworkRule;
import io.graphstead.identity.network.NetworkRules;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Environments: contract §3 and §4. */
@Controller("/deployments/environments")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class EnvironmentController {
    /** The regions of this dialect are EC2's: contract §4. */
    private static final String PROVIDER = "aws";

    private final Projects projects;
    private final Organizations organizations;
    private final NetworkRules rules;
    private final Catalog catalog;

    EnvironmentController(Projects projects, Organizations organizations, NetworkRules rules, Catalog catalog) {
        this.projects = projects;
        this.organizations = organizations;
        this.rules = rules;
        this.catalog = catalog;
    }

    record NewEnvironment(
            @Nullable String label,
            @Nullable String organizationId,
            @Nullable String grantType,
            @Nullable String region,
            @Nullable String cidr) {}

    record EnvironmentChange(
            @Nullable String label,
            @Nullable String grantType,
            @Nullable Boolean plainBoltAllowed) {}

    @Get
    @Allows(Role.READER)
    EnvironmentJson.ListJson list(Caller caller) {
        List<Project> shown = projects.list(caller);
        Map<ProjectId, List<NetworkRule>> known = rules.of(shown);
        return new EnvironmentJson.ListJson(shown.stream()
                .map(project -> EnvironmentJson.of(project, known.getOrDefault(project.id(), List.of())))
                .toList());
    }

    @Get("/{environmentId}")
    @Allows(Role.READER)
    EnvironmentJson get(Caller caller, ProjectId environmentId) {
        return shown(projects.get(caller, environmentId, Role.READER));
    }

    private EnvironmentJson shown(Project project) {
        return EnvironmentJson.of(project, rules.of(List.of(project)).getOrDefault(project.id(), List.of()));
    }

    @Post
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<EnvironmentJson> create(Caller caller, RequestBody<NewEnvironment> body) {
        NewEnvironment wanted = body.read();
        OrganizationId organization = organization(wanted.organizationId());
        // Who may do this comes before the other fields: contract §1, order of checks.
        organizations.get(caller, organization, Role.ADMINISTRATOR);
        return HttpResponse.created(shown(projects.create(
                caller,
                new NewProject(
                        organization,
                        Optional.ofNullable(wanted.label()),
                        Optional.ofNullable(wanted.grantType()),
                        placement(wanted.region()),
                        Optional.ofNullable(wanted.cidr())))));
    }

    /** What is left out stays as it is. */
    @Put("/{environmentId}")
    @Allows(Role.ADMINISTRATOR)
    EnvironmentJson change(Caller caller, ProjectId environmentId, RequestBody<EnvironmentChange> body) {
        projects.get(caller, environmentId, Role.ADMINISTRATOR);
        EnvironmentChange wanted = body.read();
        return shown(projects.change(
                caller,
                environmentId,
                new ProjectChange(
                        Optional.ofNullable(wanted.label()),
                        Optional.ofNullable(wanted.grantType()),
                        Optional.ofNullable(wanted.plainBoltAllowed()))));
    }

    @Delete("/{environmentId}")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> delete(Caller caller, ProjectId environmentId) {
        projects.delete(caller, environmentId);
        return HttpResponse.noContent();
    }

    private static OrganizationId organization(@Nullable String id) {
        if (id == null) {
            throw invalid(
                    "organizationId", "organizationId is missing; GET /organizations lists those that you may name");
        }
        return new OrganizationId(Ids.parse(id)
                .orElseThrow(() -> invalid("organizationId", "organizationId must be an id of 32 hexadecimal digits")));
    }

    private Placement placement(@Nullable String region) {
        List<Region> offered = catalog.regions().stream()
                .filter(one -> one.provider().equals(PROVIDER))
                .toList();
        if (offered.stream().noneMatch(one -> one.id().equals(region))) {
            String problem = region == null ? "region is missing" : "region \"" + region + "\" is not offered here";
            throw invalid(
                    "region",
                    problem
                            + offered.stream()
                                    .map(Region::id)
                                    .collect(Collectors.joining(
                                            ", ", "; choose one of ", " (GET /deployments/regions lists them)")));
        }
        return new Placement(PROVIDER, String.valueOf(region));
    }

    private static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }
}
