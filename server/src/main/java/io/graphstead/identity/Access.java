package io.graphstead.identity;

import io.graphstead.refusal.Refusal;
import io.graphstead.refusal.Refusal.NoAccess;
import io.graphstead.refusal.Refusal.NoAccess.Reach;
import io.graphstead.refusal.Refused;
import java.util.Locale;
import java.util.Optional;

/** The one question of access: may this caller do what needs this role there? */
public final class Access {
    private Access() {}

    /**
     * @param what the thing in the fleet's words with its id, for the message of those who may know of it
     * @throws Refused with {@link NoAccess} when the caller may not
     */
    public static void require(Caller caller, Role needed, Project project, String what) {
        Touched.decides(project, what);
        Optional<Role> role = caller.roleOn(project);
        if (role.isPresent() && role.get().includes(needed)) {
            return;
        }
        if (!caller.belongsTo(project.organizationId())) {
            throw new Refused(new NoAccess(Reach.OTHER_ORGANIZATION, what, "no " + what + " here"));
        }
        throw new Refused(
                role.isEmpty()
                        ? new NoAccess(
                                Reach.OTHER_PROJECT,
                                what,
                                "no access to " + what + ": it lies in a project that was not granted to you;"
                                        + " ask an administrator of the organization for a grant on it")
                        : tooLow(role.get(), needed, what));
    }

    /** @throws Refused with {@link NoAccess} when the caller may not */
    public static void require(Caller caller, Role needed, OrganizationId organization, String what) {
        Touched.decides(organization);
        Optional<Role> role = caller.roleOn(organization);
        if (role.isPresent() && role.get().includes(needed)) {
            return;
        }
        if (!caller.belongsTo(organization)) {
            throw new Refused(new NoAccess(Reach.OTHER_ORGANIZATION, what, "no " + what + " here"));
        }
        throw new Refused(tooLow(role.orElse(Role.READER), needed, what));
    }

    private static Refusal tooLow(Role has, Role needed, String what) {
        return new NoAccess(
                Reach.ROLE_TOO_LOW,
                what,
                what + " needs the role " + word(needed) + " and yours is " + word(has)
                        + "; ask an administrator for a higher role");
    }

    private static String word(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
