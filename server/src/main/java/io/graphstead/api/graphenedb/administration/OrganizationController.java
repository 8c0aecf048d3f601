package io.graphstead.api.graphenedb.administration;

import io.graphstead.api.Allows;
import io.graphstead.api.ForInstallation;
import io.graphstead.api.RequestBody;
import io.graphstead.api.graphenedb.WireDate;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Organization;
import io.graphstead.identity.OrganizationChange;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Organizations;
import io.graphstead.identity.Quota;
import io.graphstead.identity.Role;
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

    record OrganizationRequest(
            @Nullable String name,
            @Nullable String slug,
            @Nullable QuotaJson quota) {}

    record OrganizationJson(String id, String name, String slug, QuotaJson quota, String createdAt) {
        static OrganizationJson of(Organization organization) {
            return new OrganizationJson(
                    Ids.text(organization.id().value()),
                    organization.name(),
                    organization.slug(),
                    QuotaJson.of(organization.quota()),
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
    HttpResponse<OrganizationJson> create(Caller caller, RequestBody<OrganizationRequest> body) {
        OrganizationRequest wanted = body.read();
        return HttpResponse.created(OrganizationJson.of(organizations.create(
                caller,
                Optional.ofNullable(wanted.name()),
                Optional.ofNullable(wanted.slug()),
                Optional.ofNullable(wanted.quota()).map(QuotaJson::read).orElse(Quota.NONE))));
    }

    @Get("/{organizationId}")
    @Allows(Role.READER)
    OrganizationJson get(Caller caller, OrganizationId organizationId) {
        return OrganizationJson.of(organizations.get(caller, organizationId, Role.READER));
    }

    /** What is left out stays as it is; a quota replaces the whole one there was. */
    @Put("/{organizationId}")
    @ForInstallation
    OrganizationJson change(Caller caller, OrganizationId organizationId, RequestBody<OrganizationRequest> body) {
        organizations.get(caller, organizationId, Role.READER);
        OrganizationRequest wanted = body.read();
        return OrganizationJson.of(organizations.change(
                caller,
                organizationId,
                new OrganizationChange(
                        Optional.ofNullable(wanted.name()),
                        Optional.ofNullable(wanted.slug()),
                        Optional.ofNullable(wanted.quota()).map(QuotaJson::read))));
    }

    @Delete("/{organizationId}")
    @ForInstallation
    HttpResponse<?> delete(Caller caller, OrganizationId organizationId) {
        organizations.delete(caller, organizationId);
        return HttpResponse.noContent();
    }
}
