package io.graphstead.api.graphenedb.administration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.identity.Quota;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A quota as it is sent and shown; null means no limit. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record QuotaJson(
        @Nullable Long memoryMB,
        @Nullable Long storageGB,
        @Nullable Long databases) {
    static QuotaJson of(Quota quota) {
        return new QuotaJson(shown(quota.memoryMb()), shown(quota.storageGb()), shown(quota.databases()));
    }

    Quota read() {
        return new Quota(limit(memoryMB), limit(storageGB), limit(databases));
    }

    private static @Nullable Long shown(OptionalLong limit) {
        return limit.isPresent() ? Long.valueOf(limit.getAsLong()) : null;
    }

    private static OptionalLong limit(@Nullable Long sent) {
        return sent == null ? OptionalLong.empty() : OptionalLong.of(sent);
    }
}
