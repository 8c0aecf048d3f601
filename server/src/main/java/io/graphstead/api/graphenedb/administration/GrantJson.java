package io.graphstead.api.graphenedb.administration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.identity.Grant;
import io.graphstead.identity.Ids;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One grant of an API client, as it is sent and shown: on an environment or on the organization.
 *
 * @param role operator when absent, contract §2
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GrantJson(
        @Nullable String environmentId,
        @Nullable String organizationId,
        @Nullable String role) {
    static GrantJson of(Grant grant, OrganizationId organization) {
        String role = RoleWords.of(grant.role());
        return switch (grant) {
            case Grant.OnProject on -> new GrantJson(Ids.text(on.project().value()), null, role);
            case Grant.OnOrganization _ -> new GrantJson(null, Ids.text(organization.value()), role);
        };
    }

    /**
     * @param field where it stands in the request, such as {@code grants[0]}
     * @param organization whose client it is for
     */
    Grant read(String field, OrganizationId organization) {
        if ((environmentId == null) == (organizationId == null)) {
            throw invalid(field, field + " must have either environmentId or organizationId");
        }
        Role granted = readRole(field + ".role");
        if (environmentId != null) {
            return new Grant.OnProject(new ProjectId(id(field + ".environmentId", environmentId)), granted);
        }
        String named = String.valueOf(organizationId);
        if (!id(field + ".organizationId", named).equals(organization.value())) {
            throw invalid(
                    field + ".organizationId",
                    field + ".organizationId must be the organization that the client belongs to: "
                            + Ids.text(organization.value()));
        }
        return new Grant.OnOrganization(granted);
    }

    private Role readRole(String field) {
        return role == null ? Role.OPERATOR : RoleWords.read(field, role, RoleWords.FOR_CLIENTS);
    }

    private static UUID id(String field, String text) {
        Optional<UUID> id = Ids.parse(text);
        return id.orElseThrow(() -> invalid(field, field + " must be an id of 32 hexadecimal digits"));
    }

    private static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }
}
