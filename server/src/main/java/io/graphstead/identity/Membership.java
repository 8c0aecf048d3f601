package io.graphstead.identity;

import java.util.Set;

/**
 * What a person may in an organization.
 *
 * @param grantTypes the types of projects that a reader, writer or operator enters; administrators and owners enter all
 */
public record Membership(Role role, Set<String> grantTypes) {
    public Membership {
        grantTypes = Set.copyOf(grantTypes);
    }

    /** Whether projects of that type are open to the member. */
    public boolean enters(String grantType) {
        return role.includes(Role.ADMINISTRATOR) || grantTypes.contains(grantType);
    }
}
