package io.graphstead.console.organization;

import io.graphstead.console.TypeColor;
import java.util.List;

/**
 * The form of an invitation, or of a member whose role is changed.
 *
 * @param id of the one who is changed; empty text for a new one
 * @param invited whether that is one who has not come yet
 * @param roles those that may be given
 * @param types every type to choose from
 */
public record MemberForm(
        String organization,
        String id,
        boolean invited,
        String email,
        List<RoleChoice> roles,
        List<TypeChoice> types,
        String ownType,
        String problem) {
    public MemberForm {
        roles = List.copyOf(roles);
        types = List.copyOf(types);
    }

    /** A role with what it may. */
    public record RoleChoice(String value, String may, boolean chosen) {}

    /** A type of environments. */
    public record TypeChoice(TypeColor type, boolean chosen) {}
}
