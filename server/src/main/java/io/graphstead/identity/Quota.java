package io.graphstead.identity;

import io.graphstead.refusal.Refused;
import java.util.OptionalLong;

/**
 * How much an organization's databases may take together. What is empty has no limit.
 *
 * @param memoryMb the memory of all databases that should run
 * @param storageGb the storage of all databases
 * @param databases how many databases there may be
 */
public record Quota(OptionalLong memoryMb, OptionalLong storageGb, OptionalLong databases) {
    /** No limit on anything. */
    public static final Quota NONE = new Quota(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    /** Far above any machine, and far below where sums could overflow. */
    private static final long MOST = 1_000_000_000_000L;

    public boolean isNone() {
        return equals(NONE);
    }

    /** @throws Refused naming the part of the quota that no limit can be */
    void check() {
        check("quota.memoryMB", memoryMb);
        check("quota.storageGB", storageGb);
        check("quota.databases", databases);
    }

    private static void check(String field, OptionalLong limit) {
        if (limit.isPresent() && (limit.getAsLong() < 0 || limit.getAsLong() > MOST)) {
            throw Texts.invalid(
                    field, field + " must be a whole number from 0 to " + MOST + ", or be left out for no limit");
        }
    }
}
