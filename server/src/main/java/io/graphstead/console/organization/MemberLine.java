package io.graphstead.console.organization;

import io.graphstead.console.TypeColor;
import java.util.List;

/**
 * A member, or one who was invited.
 *
 * @param everywhere whether the role enters all environments
 * @param types of environments that they enter otherwise
 * @param since when they came, or were invited
 * @param ends when the invitation ends; empty text for a member
 * @param self whether it is who looks
 * @param mayChange whether who looks may change or remove them
 * @param lastOwner whether nobody else owns the organization
 */
public record MemberLine(
        String id,
        String email,
        String role,
        boolean everywhere,
        List<TypeColor> types,
        String since,
        String ends,
        boolean self,
        boolean mayChange,
        boolean lastOwner) {
    public MemberLine {
        types = List.copyOf(types);
    }
}
