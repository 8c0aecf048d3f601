package io.graphstead.api.graphenedb.administration;

import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Roles as this dialect writes them. */
final class RoleWords {
    /** What an API client can be. */
    static final List<Role> FOR_CLIENTS = List.of(Role.READER, Role.WRITER, Role.OPERATOR, Role.ADMINISTRATOR);
    /** What a person can be. */
    static final List<Role> FOR_PEOPLE = List.of(Role.values());

    private RoleWords() {}

    static String of(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** @throws Refused naming {@code field} and what is allowed */
    static Role read(String field, String word, List<Role> allowed) {
        return allowed.stream()
                .filter(role -> of(role).equals(word))
                .findFirst()
                .orElseThrow(() -> new Refused(new InvalidField(
                        field,
                        field + " must be "
                                + allowed.stream().map(RoleWords::of).collect(Collectors.joining(", or ")))));
    }
}
