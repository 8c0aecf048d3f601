package io.graphstead.api.graphenedb;

import io.graphstead.catalog.Size;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The extras that requests name. Contract §3, the create and extras rows. */
final class Extras {
    private Extras() {}

    /**
     * @param field the field in which they were asked for
     * @param kinds null, or with empty texts in it: none
     * @throws Refused naming what is offered, when one is not
     */
    static List<String> checked(String field, @Nullable List<@Nullable String> kinds, Size plan) {
        if (kinds == null) {
            return List.of();
        }
        List<String> wanted = kinds.stream()
                .filter(Objects::nonNull)
                .filter(kind -> !kind.isBlank())
                .toList();
        for (String kind : wanted) {
            if (!plan.extras().contains(kind)) {
                throw new Refused(new InvalidField(
                        field,
                        "extra \"" + kind + "\" is not offered with plan " + plan.id() + "; "
                                + (plan.extras().isEmpty()
                                        ? "that plan has no extras: leave " + field + " out"
                                        : "choose from " + String.join(", ", plan.extras()))));
            }
        }
        return wanted;
    }
}
