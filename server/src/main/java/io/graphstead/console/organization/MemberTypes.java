package io.graphstead.console.organization;

import io.graphstead.console.Form;
import io.graphstead.console.TypeColor;
import io.graphstead.console.Words;
import io.graphstead.console.organization.MemberForm.RoleChoice;
import io.graphstead.console.organization.MemberForm.TypeChoice;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Roles and types of environments of members, from and to what a page shows. */
final class MemberTypes {
    static final String TYPE = "type";
    static final String OWN_TYPE = "own-type";

    /** In the order in which they are shown. */
    private static final List<String> USUAL = List.of("development", "staging", "production");

    private MemberTypes() {}

    static Optional<Role> role(Form form) {
        return form.given("role")
                .map(word -> Stream.of(Role.values())
                        .filter(role -> Words.role(role).equals(word))
                        .findFirst()
                        .orElseThrow(() -> new Refused(new InvalidField(
                                "role", "the role must be reader, writer, operator, administrator or owner"))));
    }

    /** The types that were chosen and the one that was written. */
    static List<String> read(Form form) {
        List<String> types = new ArrayList<>(form.all(TYPE));
        form.given(OWN_TYPE).filter(type -> !types.contains(type)).ifPresent(types::add);
        return types;
    }

    static List<RoleChoice> roles(Role chosen, boolean owners) {
        return Stream.of(Role.values())
                .filter(role -> owners || role != Role.OWNER)
                .map(role -> new RoleChoice(Words.role(role), may(role), role == chosen))
                .toList();
    }

    private static String may(Role role) {
        return switch (role) {
            case READER -> "sees databases, but no password";
            case WRITER -> "also makes, pauses and changes databases, and sees passwords";
            case OPERATOR -> "also deletes databases";
            case ADMINISTRATOR -> "also environments, API clients, members and the audit log";
            case OWNER -> "also who owns the organization";
        };
    }

    /** @param known those that the organization's environments have */
    static List<TypeChoice> choices(Set<String> known, Set<String> chosen) {
        Set<String> all = new LinkedHashSet<>(USUAL);
        all.addAll(new TreeSet<>(known));
        all.addAll(new TreeSet<>(chosen));
        return all.stream()
                .map(type -> new TypeChoice(TypeColor.of(type), chosen.contains(type)))
                .toList();
    }

    static List<TypeColor> colors(Collection<String> types) {
        return types.stream().sorted().map(TypeColor::of).toList();
    }

    static String ends(Instant until, Instant now) {
        Duration left = Duration.between(now, until);
        if (left.isNegative()) {
            return "ended";
        }
        return left.toHours() < 2
                ? "ends in " + Words.count(Math.max(1, left.toMinutes()), "minute")
                : "ends in " + Words.count(left.toHours(), "hour");
    }
}
