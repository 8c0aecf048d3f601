package io.graphstead.identity;

import io.graphstead.refusal.Refusal.NoAccess;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refusal.Protected;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The people of an organization and those invited to it. All methods need administrator on the organization; what has to do
 * with owners needs an owner. They throw {@link Refused}.
 */
@Singleton
public class Members {
    private final MemberStore store;
    private final Organizations organizations;
    private final Invitations invitations;
    private final Standings standings;

    Members(MemberStore store, Organizations organizations, Invitations invitations, Standings standings) {
        this.store = store;
        this.organizations = organizations;
        this.invitations = invitations;
        this.standings = standings;
    }

    /** Members and invited ones, oldest first. */
    public List<Member> list(Caller caller, OrganizationId organization) {
        requireAdministrator(caller, organization);
        return store.of(organization);
    }

    /** Addresses of those who are members now, by whom the audit log names. */
    public Map<PersonId, String> emails(Caller caller, OrganizationId organization) {
        requireAdministrator(caller, organization);
        return store.emails(organization);
    }

    public Member get(Caller caller, OrganizationId organization, MemberId id) {
        requireAdministrator(caller, organization);
        return store.find(organization, id).orElseThrow(() -> notFound(id));
    }

    /**
     * Offers a membership. The token is told only now.
     *
     * @param grantTypes must be there for a reader, writer or operator
     */
    public InvitedMember invite(
            Caller caller,
            OrganizationId organization,
            Optional<String> email,
            Optional<Role> role,
            Optional<List<String>> grantTypes) {
        requireAdministrator(caller, organization);
        String address = Email.parse("email", email);
        Membership offered = membership(role, grantTypes);
        requireOwnerFor(caller, organization, offered.role());
        InvitedMember invited = invitations.offer(organization, address, offered);
        Touched.made("member", invited.member().id().value());
        return invited;
    }

    /**
     * Gives the member another role; what is empty stays as it is. Holds at once, also for tokens given out before.
     */
    public Member change(
            Caller caller,
            OrganizationId organization,
            MemberId id,
            Optional<Role> role,
            Optional<List<String>> grantTypes) {
        Member before = get(caller, organization, id);
        if (role.isEmpty() && grantTypes.isEmpty()) {
            throw new Refused(
                    new io.graphstead.refusal.Refusal.EmptyChange("nothing to change; give role or grantTypes"));
        }
        Membership wanted = membership(
                role.or(() -> Optional.of(before.membership().role())),
                grantTypes.or(() -> Optional.of(List.copyOf(before.membership().grantTypes()))));
        requireOwnerFor(caller, organization, wanted.role());
        Member after = store.change(organization, id, wanted, (member, otherOwners, founder) -> {
                    requireOwnerFor(caller, organization, member.membership().role());
                    if (wanted.role() != Role.OWNER) {
                        mustNotBeNeeded(member, otherOwners, founder);
                    }
                })
                .orElseThrow(() -> notFound(id));
        standings.forgetAll();
        return after;
    }

    /** Ends the membership, or takes the invitation back; at once, also for tokens given out before. */
    public void remove(Caller caller, OrganizationId organization, MemberId id) {
        get(caller, organization, id);
        Optional<Member> removed = store.remove(organization, id, (member, otherOwners, founder) -> {
            requireOwnerFor(caller, organization, member.membership().role());
            mustNotBeNeeded(member, otherOwners, founder);
        });
        if (removed.isEmpty()) {
            throw notFound(id);
        }
        standings.forgetAll();
    }

    private static void mustNotBeNeeded(Member member, long otherOwners, boolean founder) {
        if (founder) {
            throw new Refused(new Protected(
                    "this is the first owner, whom the server's settings (owner.email) make an owner of every organization"
                            + " at each start; change the setting instead"));
        }
        boolean owns = member.membership().role() == Role.OWNER
                && member.invitedUntil().isEmpty();
        if (owns && otherOwners == 0) {
            throw new Refused(
                    new Protected("this is the last owner of the organization; make another member an owner first"));
        }
    }

    private static Membership membership(Optional<Role> role, Optional<List<String>> grantTypes) {
        Role wanted = role.orElseThrow(() ->
                Texts.invalid("role", "role is missing; give one of owner, administrator, operator, writer, reader"));
        if (grantTypes.isEmpty() && !wanted.includes(Role.ADMINISTRATOR)) {
            throw Texts.invalid(
                    "grantTypes",
                    "grantTypes is missing; list the types of environments that the person may enter, such as"
                            + " [\"development\"]; only administrators and owners enter all");
        }
        return new Membership(wanted, GrantTypes.parse("grantTypes", grantTypes.orElse(List.of())));
    }

    private void requireAdministrator(Caller caller, OrganizationId organization) {
        organizations.get(caller, organization, Role.ADMINISTRATOR);
    }

    private static void requireOwnerFor(Caller caller, OrganizationId organization, Role affected) {
        boolean mayManage = caller.roleOn(organization)
                .filter(role -> role.may(Right.MANAGE_OWNERS))
                .isPresent();
        if (affected == Role.OWNER && !mayManage) {
            throw new Refused(new NoAccess(
                    NoAccess.Reach.ROLE_TOO_LOW,
                    "organization " + organization,
                    "only an owner makes, changes or removes owners; ask one of them"));
        }
    }

    private static Refused notFound(MemberId id) {
        return new Refused(new NotFound("member", id.toString()));
    }
}
