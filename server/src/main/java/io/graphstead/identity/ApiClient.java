package io.graphstead.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A machine that may ask, with what it was granted. Its secret is not here: it is shown once and stored as a hash.
 *
 * @param label free text for people
 * @param lastUsedAt about when it was last used, to within a few minutes; empty when never
 */
public record ApiClient(
        ApiClientId id,
        OrganizationId organizationId,
        String label,
        List<Grant> grants,
        Instant createdAt,
        Optional<Instant> lastUsedAt) {
    public ApiClient {
        grants = List.copyOf(grants);
    }
}
