package io.graphstead.api.graphenedb.administration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.api.Allows;
import io.graphstead.api.RequestBody;
import io.graphstead.api.graphenedb.WireDate;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.InvitedMember;
import io.graphstead.identity.Member;
import io.graphstead.identity.MemberId;
import io.graphstead.identity.Members;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Organizations;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpRequest;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Members of an organization and those invited to it: contract §7. */
@Controller("/organizations/{organizationId}/members")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class MemberController {
    private final Members members;
    private final Organizations organizations;

    MemberController(Members members, Organizations organizations) {
        this.members = members;
        this.organizations = organizations;
    }

    record MemberRequest(
            @Nullable String email,
            @Nullable String role,
            @Nullable List<@Nullable String> grantTypes) {
        Optional<Role> wantedRole() {
            return Optional.ofNullable(role).map(word -> RoleWords.read("role", word, RoleWords.FOR_PEOPLE));
        }

        Optional<List<String>> wantedTypes() {
            if (grantTypes == null) {
                return Optional.empty();
            }
            List<String> types = new ArrayList<>();
            for (String type : grantTypes) {
                if (type == null) {
                    String field = "grantTypes[" + types.size() + "]";
                    throw new Refused(new InvalidField(field, field + " must be text (a JSON string)"));
                }
                types.add(type);
            }
            return Optional.of(types);
        }
    }

    /**
     * A member as it is shown.
     *
     * @param status {@code active}, or {@code invited} until the invitation is accepted
     * @param invitationExpiresAt only of one who is invited
     * @param invitationUrl only where one was just made
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record MemberJson(
            String memberId,
            String email,
            String role,
            List<String> grantTypes,
            String status,
            String createdAt,
            Optional<String> invitationExpiresAt,
            Optional<String> invitationUrl) {
        static MemberJson of(Member member, Optional<String> url) {
            return new MemberJson(
                    Ids.text(member.id().value()),
                    member.email(),
                    RoleWords.of(member.membership().role()),
                    member.membership().grantTypes().stream().sorted().toList(),
                    member.invitedUntil().isPresent() ? "invited" : "active",
                    WireDate.of(member.createdAt()),
                    member.invitedUntil().map(WireDate::of),
                    url);
        }

        @Override
        public String toString() {
            return "MemberJson[" + memberId + "]";
        }
    }

    record MembersJson(List<MemberJson> members) {}

    @Get
    @Allows(Role.ADMINISTRATOR)
    MembersJson list(Caller caller, OrganizationId organizationId) {
        return new MembersJson(members.list(caller, organizationId).stream()
                .map(member -> MemberJson.of(member, Optional.empty()))
                .toList());
    }

    @Post
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<MemberJson> invite(
            Caller caller, OrganizationId organizationId, HttpRequest<?> request, RequestBody<MemberRequest> body) {
        // Who may do this comes before what the body says: contract §1, order of checks.
        organizations.get(caller, organizationId, Role.ADMINISTRATOR);
        MemberRequest wanted = body.read();
        InvitedMember invited = members.invite(
                caller, organizationId, Optional.ofNullable(wanted.email()), wanted.wantedRole(), wanted.wantedTypes());
        return HttpResponse.created(MemberJson.of(
                invited.member(),
                Optional.of(InvitationAddress.of(request, invited.token().reveal()))));
    }

    @Get("/{memberId}")
    @Allows(Role.ADMINISTRATOR)
    MemberJson get(Caller caller, OrganizationId organizationId, MemberId memberId) {
        return MemberJson.of(members.get(caller, organizationId, memberId), Optional.empty());
    }

    @Put("/{memberId}")
    @Allows(Role.ADMINISTRATOR)
    MemberJson change(
            Caller caller, OrganizationId organizationId, MemberId memberId, RequestBody<MemberRequest> body) {
        Member before = members.get(caller, organizationId, memberId);
        MemberRequest wanted = body.read();
        if (wanted.email() != null && !wanted.email().equalsIgnoreCase(before.email())) {
            throw new Refused(new InvalidField(
                    "email",
                    "email cannot be changed: it names the person; remove this member and invite the other address"));
        }
        return MemberJson.of(
                members.change(caller, organizationId, memberId, wanted.wantedRole(), wanted.wantedTypes()),
                Optional.empty());
    }

    @Delete("/{memberId}")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> remove(Caller caller, OrganizationId organizationId, MemberId memberId) {
        members.remove(caller, organizationId, memberId);
        return HttpResponse.noContent();
    }
}
