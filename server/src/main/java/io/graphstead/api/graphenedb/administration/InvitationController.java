package io.graphstead.api.graphenedb.administration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.api.Open;
import io.graphstead.api.RemoteAddress;
import io.graphstead.api.RequestBody;
import io.graphstead.api.graphenedb.WireDate;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Invitations;
import io.graphstead.identity.Member;
import io.graphstead.identity.Membership;
import io.micronaut.http.HttpRequest;
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

/** An invitation, for whoever was given its address: the address is the proof. */
@Controller("/invitations/{token}")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class InvitationController {
    private final Invitations invitations;

    InvitationController(Invitations invitations) {
        this.invitations = invitations;
    }

    /** What is sent to accept. */
    record Acceptance(@Nullable String password) {
        @Override
        public String toString() {
            return "Acceptance[hidden]";
        }
    }

    /**
     * @param password {@code new} where one is to be chosen, {@code existing} where the person has one here
     */
    record InvitationJson(
            OrganizationJson organization,
            String email,
            String role,
            List<String> grantTypes,
            String expiresAt,
            String password) {
        record OrganizationJson(String id, String name) {}

        static InvitationJson of(Invitations.Shown shown) {
            Member member = shown.member();
            return new InvitationJson(
                    new OrganizationJson(
                            Ids.text(shown.organization().id().value()),
                            shown.organization().name()),
                    member.email(),
                    RoleWords.of(member.membership().role()),
                    types(member.membership()),
                    member.invitedUntil().map(WireDate::of).orElse(""),
                    shown.hasAccount() ? "existing" : "new");
        }
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AcceptedJson(String memberId, String organizationId, String email, String role, List<String> grantTypes) {
        static AcceptedJson of(Member member) {
            return new AcceptedJson(
                    Ids.text(member.id().value()),
                    Ids.text(member.organizationId().value()),
                    member.email(),
                    RoleWords.of(member.membership().role()),
                    types(member.membership()));
        }
    }

    private static List<String> types(Membership membership) {
        return membership.grantTypes().stream().sorted().toList();
    }

    @Get(headRoute = false)
    @Open(because = "whoever is invited has no token yet; the invitation's own is in the address")
    InvitationJson see(String token, HttpRequest<?> request) {
        return InvitationJson.of(invitations.see(token, RemoteAddress.of(request)));
    }

    @Post
    @Open(because = "whoever is invited has no token yet; the invitation's own is in the address")
    HttpResponse<AcceptedJson> accept(String token, HttpRequest<?> request, RequestBody<Acceptance> body) {
        String from = RemoteAddress.of(request);
        invitations.see(token, from);
        Optional<String> password = Optional.ofNullable(body.read().password());
        return HttpResponse.created(
                AcceptedJson.of(invitations.accept(token, password, from).member()));
    }
}
