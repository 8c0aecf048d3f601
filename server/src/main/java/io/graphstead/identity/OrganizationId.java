package io.graphstead.identity;

import java.util.UUID;

/** Names one organization for ever. */
public record OrganizationId(UUID value) {
    public static OrganizationId random() {
        return new OrganizationId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
