package io.graphstead.api.graphenedb.administration;

import io.graphstead.api.Allows;
import io.graphstead.api.RequestBody;
import io.graphstead.identity.Caller;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Role;
import io.graphstead.identity.network.NetworkRuleId;
import io.graphstead.identity.network.NetworkRules;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Network rules of environments: contract §3. */
@Controller("/deployments/environments/{environmentId}/network-rules")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class NetworkRuleController {
    private final NetworkRules rules;
    private final Projects projects;

    NetworkRuleController(NetworkRules rules, Projects projects) {
        this.rules = rules;
        this.projects = projects;
    }

    record NewRule(@Nullable String label, @Nullable String ipRange) {}

    @Get
    @Allows(Role.READER)
    NetworkRuleJson.ListJson list(Caller caller, ProjectId environmentId) {
        return new NetworkRuleJson.ListJson(NetworkRuleJson.of(rules.list(caller, environmentId)));
    }

    @Get("/{ruleId}")
    @Allows(Role.READER)
    NetworkRuleJson get(Caller caller, ProjectId environmentId, NetworkRuleId ruleId) {
        return NetworkRuleJson.of(rules.get(caller, environmentId, ruleId));
    }

    @Post
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<NetworkRuleJson> add(Caller caller, ProjectId environmentId, RequestBody<NewRule> body) {
        // Who may do this comes before what the body says: contract §1, order of checks.
        projects.get(caller, environmentId, Role.ADMINISTRATOR);
        NewRule wanted = body.read();
        return HttpResponse.created(NetworkRuleJson.of(rules.add(
                caller, environmentId, Optional.ofNullable(wanted.label()), Optional.ofNullable(wanted.ipRange()))));
    }

    @Delete("/{ruleId}")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> delete(Caller caller, ProjectId environmentId, NetworkRuleId ruleId) {
        rules.remove(caller, environmentId, ruleId);
        return HttpResponse.noContent();
    }
}
