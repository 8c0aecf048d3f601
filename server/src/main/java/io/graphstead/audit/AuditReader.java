package io.graphstead.audit;

import io.graphstead.identity.Access;
import io.graphstead.identity.Caller;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.NoAccess;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The events, for those who may read them. All methods throw {@link Refused}. */
@Singleton
public class AuditReader {
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{16}");

    private final AuditStore store;

    AuditReader(AuditStore store) {
        this.store = store;
    }

    /**
     * Those of an organization; needs administrator on it.
     *
     * @param token where to begin: what an earlier page named as its next
     */
    public AuditPage page(
            Caller caller, OrganizationId organization, AuditQuery query, Optional<String> token, int limit) {
        Access.require(caller, Role.ADMINISTRATOR, organization, "organization " + organization);
        return page(Optional.of(organization), query, token, limit);
    }

    /** Those of all organizations and of none; needs the installation's owner or its own token. */
    public AuditPage page(Caller caller, AuditQuery query, Optional<String> token, int limit) {
        if (!caller.operates()) {
            throw new Refused(new NoAccess(
                    NoAccess.Reach.ROLE_TOO_LOW,
                    "audit",
                    "only the installation's owner or its own token reads all events"));
        }
        return page(Optional.empty(), query, token, limit);
    }

    private AuditPage page(Optional<OrganizationId> organization, AuditQuery query, Optional<String> token, int limit) {
        long below = token.map(AuditReader::place).orElse(Long.MAX_VALUE);
        // One more than asked for tells whether there is a next page.
        List<AuditStore.Numbered> found = store.page(organization, query, below, limit + 1);
        List<AuditStore.Numbered> shown = found.size() > limit ? found.subList(0, limit) : found;
        return new AuditPage(
                shown.stream().map(AuditStore.Numbered::event).toList(),
                found.size() > limit
                        ? Optional.of("%016x".formatted(shown.getLast().number()))
                        : Optional.empty());
    }

    private static long place(String token) {
        if (!TOKEN.matcher(token).matches() || token.charAt(0) > '7') {
            throw new Refused(new InvalidField(
                    "pageToken",
                    "pageToken is none that was given out; take nextPageToken of the page before, or none"));
        }
        return Long.parseLong(token, 16);
    }
}
