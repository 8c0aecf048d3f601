package io.graphstead.console.organization;

import java.util.List;

/**
 * The form of a new API client, or of one whose access is changed.
 *
 * @param id of the one that is changed; empty text for a new one
 * @param token whether it is a token for the TypeDB API: one project and one role
 * @param access every environment that can be granted
 */
public record ClientForm(
        String organization,
        String id,
        String label,
        boolean token,
        AccessLine everywhere,
        List<AccessLine> access,
        String problem) {
    public ClientForm {
        access = List.copyOf(access);
    }
}
