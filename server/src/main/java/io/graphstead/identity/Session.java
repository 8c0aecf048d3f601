package io.graphstead.identity;

import java.time.Instant;

/**
 * A person who is signed in at the console, from one browser.
 *
 * @param seenAt about when it was last used, to within a minute
 * @param agent what the browser says of itself
 * @param address from where the person signed in
 */
public record Session(
        SessionId id,
        PersonId person,
        String email,
        Instant createdAt,
        Instant seenAt,
        Instant endsAt,
        String agent,
        String address) {}
