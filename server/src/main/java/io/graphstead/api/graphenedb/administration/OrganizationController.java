package io.graphstead.api.graphenedb.administration;

import io.graphstead.api.Allows;
import io.graphstead.api.ForInstallation;
import io.graphstead.api.RequestBody;
import io.graphstead.api.graphenedb.WireDate;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Organization;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Organizations;
import io.graphstead.identity.Role;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Organizations: made by the installation's token, read by those who have a role on them. Contract §7. */
@Controller("/organizations")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class OrganizationController {
    private final Organizations organizations;

    OrganizationController(Organizations organizations) {
        this.organizations = organizations;
    }

    record NewOrganization(@Nullable String name, @Nullable String slug) {}

    record OrganizationJson(String id, String name, String slug, String createdAt) {
        static OrganizationJson of(Organization organization) {
            return new OrganizationJson(
                    Ids.text(organization.id().value()),
                    organization.name(),
                    organization.slug(),
                    WireDate.of(organization.createdAt()));
        }
    }

    record OrganizationsJson(List<OrganizationJson> organizations) {}

    @Get
    @Allows(Role.READER)
    OrganizationsJson list(Caller caller) {
        return new OrganizationsJson(
                organizations.list(caller).stream().map(OrganizationJson::of).toList());
    }

    @Post
    @ForInstallation
    HttpResponse<OrganizationJson> create(Caller caller, RequestBody<NewOrganization> body) {
        NewOrganization wanted = body.read();
        return HttpResponse.created(OrganizationJson.of(
                organizations.create(caller, Optional.ofNullable(wanted.name()), Optional.ofNullable(wanted.slug()))));
    }

    @Get("/{organizationId}")
    @Allows(Role.READER)
    OrganizationJson get(Caller caller, OrganizationId organizationId) {
        return OrganizationJson.of(organizations.get(caller, organizationId, Role.READER));
    }
}
