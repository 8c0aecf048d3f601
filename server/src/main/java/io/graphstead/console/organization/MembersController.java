package io.graphstead.console.organization;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Allows;
import io.graphstead.api.TellsSecret;
import io.graphstead.console.Done;
import io.graphstead.console.Form;
import io.graphstead.console.Frame;
import io.graphstead.console.Frames;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.ServerAddress;
import io.graphstead.console.Visit;
import io.graphstead.console.Words;
import io.graphstead.identity.Ids;
import io.graphstead.identity.InvitedMember;
import io.graphstead.identity.Member;
import io.graphstead.identity.MemberId;
import io.graphstead.identity.Members;
import io.graphstead.identity.Membership;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Right;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who belongs to an organization and who was invited: asked in, given another role, removed. */
@Controller("/console/organizations/{organizationId}/members")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class MembersController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final Members members;
    private final Projects projects;
    private final Frames frames;
    private final Clock clock;

    MembersController(Members members, Projects projects, Frames frames, Clock clock) {
        this.members = members;
        this.projects = projects;
        this.frames = frames;
        this.clock = clock;
    }

    @Get
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> list(Visit visit, OrganizationId organizationId) {
        return list(visit, organizationId, HttpStatus.OK, "");
    }

    private HttpResponse<?> list(Visit visit, OrganizationId organization, HttpStatus status, String problem) {
        List<Member> all = members.list(visit.caller(), organization);
        long owners = all.stream()
                .filter(member -> member.invitedUntil().isEmpty())
                .filter(member -> member.membership().role() == Role.OWNER)
                .count();
        boolean managesOwners = managesOwners(visit, organization);
        List<MemberLine> lines = all.stream()
                .map(member -> line(visit, member, managesOwners, owners == 1))
                .toList();
        return Pages.html(
                status,
                TEMPLATES.organizationMembers(
                        frame(visit, "Members", organization), Ids.text(organization.value()), lines, problem));
    }

    private MemberLine line(Visit visit, Member member, boolean managesOwners, boolean oneOwner) {
        Role role = member.membership().role();
        return new MemberLine(
                Ids.text(member.id().value()),
                member.email(),
                Words.role(role),
                role.includes(Role.ADMINISTRATOR),
                MemberTypes.colors(member.membership().grantTypes()),
                Words.ago(member.createdAt(), clock.instant()),
                member.invitedUntil()
                        .map(until -> MemberTypes.ends(until, clock.instant()))
                        .orElse(""),
                member.email().equals(visit.session().email()),
                role != Role.OWNER || managesOwners,
                role == Role.OWNER && oneOwner && member.invitedUntil().isEmpty());
    }

    private static boolean managesOwners(Visit visit, OrganizationId organization) {
        return visit.caller()
                .roleOn(organization)
                .filter(role -> role.may(Right.MANAGE_OWNERS))
                .isPresent();
    }

    @Get("/new")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> askNew(Visit visit, OrganizationId organizationId) {
        members.list(visit.caller(), organizationId);
        return form(visit, organizationId, HttpStatus.OK, Optional.empty(), "", Role.READER, Set.of(), "", "");
    }

    @Post
    @Allows(Role.ADMINISTRATOR)
    @TellsSecret
    HttpResponse<?> invite(Visit visit, OrganizationId organizationId, Form form) {
        members.list(visit.caller(), organizationId);
        try {
            return link(
                    visit,
                    members.invite(
                            visit.caller(),
                            organizationId,
                            form.given("email"),
                            MemberTypes.role(form),
                            Optional.of(MemberTypes.read(form))));
        } catch (Refused refused) {
            return again(visit, organizationId, Optional.empty(), form, refused);
        }
    }

    @Get("/{memberId}")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> askChange(Visit visit, OrganizationId organizationId, MemberId memberId) {
        Member member = members.get(visit.caller(), organizationId, memberId);
        Membership membership = member.membership();
        return form(
                visit,
                organizationId,
                HttpStatus.OK,
                Optional.of(member),
                member.email(),
                membership.role(),
                membership.grantTypes(),
                "",
                "");
    }

    @Post("/{memberId}")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> change(Visit visit, OrganizationId organizationId, MemberId memberId, Form form) {
        Member member = members.get(visit.caller(), organizationId, memberId);
        try {
            members.change(
                    visit.caller(),
                    organizationId,
                    memberId,
                    MemberTypes.role(form),
                    Optional.of(MemberTypes.read(form)));
            return Pages.goTo(path(organizationId), Done.MEMBER_CHANGED);
        } catch (Refused refused) {
            return again(visit, organizationId, Optional.of(member), form, refused);
        }
    }

    /** A link that was lost or has ended is replaced by a new one, and opens nothing any more. */
    @Post("/{memberId}/link")
    @Allows(Role.ADMINISTRATOR)
    @TellsSecret
    HttpResponse<?> newLink(Visit visit, OrganizationId organizationId, MemberId memberId) {
        Member member = members.get(visit.caller(), organizationId, memberId);
        if (member.invitedUntil().isEmpty()) {
            return Pages.goTo(path(organizationId));
        }
        members.remove(visit.caller(), organizationId, memberId);
        return link(
                visit,
                members.invite(
                        visit.caller(),
                        organizationId,
                        Optional.of(member.email()),
                        Optional.of(member.membership().role()),
                        Optional.of(List.copyOf(member.membership().grantTypes()))));
    }

    @Post("/{memberId}/delete")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> remove(Visit visit, OrganizationId organizationId, MemberId memberId) {
        Member member = members.get(visit.caller(), organizationId, memberId);
        try {
            members.remove(visit.caller(), organizationId, memberId);
        } catch (Refused refused) {
            return list(
                    visit, organizationId, HtmlErrors.status(refused.refusal()), HtmlErrors.words(refused.refusal()));
        }
        if (member.email().equals(visit.session().email())) {
            return Pages.goTo("/console");
        }
        return Pages.goTo(
                path(organizationId),
                member.invitedUntil().isPresent() ? Done.INVITATION_TAKEN_BACK : Done.MEMBER_REMOVED);
    }

    private HttpResponse<?> link(Visit visit, InvitedMember invited) {
        OrganizationId organization = invited.member().organizationId();
        return Pages.html(TEMPLATES.organizationInvited(
                frame(visit, "Invitation", organization),
                Ids.text(organization.value()),
                invited.member().email(),
                ServerAddress.of(visit.request()) + "/join/" + invited.token().reveal()));
    }

    /** The form as it was sent, with what is wrong. */
    private HttpResponse<?> again(
            Visit visit, OrganizationId organization, Optional<Member> member, Form form, Refused refused) {
        Role role;
        try {
            role = MemberTypes.role(form).orElse(Role.READER);
        } catch (Refused unreadable) {
            role = Role.READER;
        }
        return form(
                visit,
                organization,
                HtmlErrors.status(refused.refusal()),
                member,
                member.map(Member::email).orElseGet(() -> form.text("email")),
                role,
                Set.copyOf(form.all(MemberTypes.TYPE)),
                form.text(MemberTypes.OWN_TYPE),
                HtmlErrors.words(refused.refusal()));
    }

    private HttpResponse<?> form(
            Visit visit,
            OrganizationId organization,
            HttpStatus status,
            Optional<Member> member,
            String email,
            Role role,
            Set<String> types,
            String ownType,
            String problem) {
        Set<String> known = projects.list(visit.caller()).stream()
                .filter(project -> project.organizationId().equals(organization))
                .map(project -> project.grantType())
                .collect(Collectors.toSet());
        MemberForm shown = new MemberForm(
                Ids.text(organization.value()),
                member.map(each -> Ids.text(each.id().value())).orElse(""),
                member.flatMap(Member::invitedUntil).isPresent(),
                email,
                MemberTypes.roles(role, managesOwners(visit, organization)),
                MemberTypes.choices(known, types),
                ownType,
                problem);
        return Pages.html(
                status,
                TEMPLATES.organizationMember(
                        frame(visit, member.isPresent() ? "Change role" : "Invite", organization), shown));
    }

    private Frame frame(Visit visit, String title, OrganizationId organization) {
        return frames.of(visit, title, Frame.Place.MEMBERS, organization);
    }

    private static String path(OrganizationId organization) {
        return "/console/organizations/" + Ids.text(organization.value()) + "/members";
    }
}
