package io.graphstead.identity;

import io.graphstead.refusal.Refusal.NameTaken;
import io.graphstead.refusal.Refusal.NoAccess;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Organizations, as far as the caller may know of them. All methods throw {@link Refused}. */
@Singleton
public class Organizations {
    private final OrganizationStore store;
    private final Standings standings;
    private final Clock clock;

    Organizations(OrganizationStore store, Standings standings, Clock clock) {
        this.store = store;
        this.standings = standings;
        this.clock = clock;
    }

    /**
     * Makes an organization, owned by the first owner. Needs the installation's own token.
     *
     * @param name for people
     * @param slug for paths, unique in the installation; made from the name when absent
     */
    public Organization create(Caller caller, Optional<String> name, Optional<String> slug) {
        if (!(caller instanceof Caller.Installation)) {
            throw new Refused(new NoAccess(
                    NoAccess.Reach.ROLE_TOO_LOW,
                    "organizations",
                    "only the installation's own token (admin.token in the server's data folder) makes organizations"));
        }
        String checkedName = Texts.label("name", name);
        Organization made = slug.isPresent()
                ? createAs(checkedName, Slug.parse("slug", slug.get()))
                : Slug.candidates(checkedName, "organization")
                        .map(candidate -> unsaved(checkedName, candidate))
                        .filter(store::add)
                        .findFirst()
                        .orElseThrow();
        standings.forgetAll();
        return made;
    }

    private Organization createAs(String name, String slug) {
        Organization organization = unsaved(name, slug);
        if (!store.add(organization)) {
            throw new Refused(new NameTaken("slug", slug, "this installation"));
        }
        return organization;
    }

    private Organization unsaved(String name, String slug) {
        return new Organization(
                OrganizationId.random(), name, slug, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** Those on which the caller has a role of its own; oldest first. */
    public List<Organization> list(Caller caller) {
        return store.all().stream()
                .filter(organization -> caller.roleOn(organization.id()).isPresent())
                .toList();
    }

    /** The organization, for a caller who has at least the role on it. */
    public Organization get(Caller caller, OrganizationId id, Role needed) {
        Access.require(caller, needed, id, "organization " + id);
        return store.find(id).orElseThrow(() -> new Refused(new NotFound("organization", id.toString())));
    }
}
