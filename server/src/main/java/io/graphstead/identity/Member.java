package io.graphstead.identity;

import java.time.Instant;
import java.util.Optional;

/**
 * A person in an organization, or one who was invited to it.
 *
 * @param email in lower case
 * @param invitedUntil when the invitation ends; empty once it was accepted
 */
public record Member(
        MemberId id,
        OrganizationId organizationId,
        String email,
        Membership membership,
        Instant createdAt,
        Optional<Instant> invitedUntil) {}
