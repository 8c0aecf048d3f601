package io.graphstead.identity;

import io.graphstead.refusal.Refusal.Malformed;
import io.graphstead.refusal.Refusal.NameTaken;
import io.graphstead.refusal.Refusal.NoAccess;
import io.graphstead.refusal.Refusal.NotEmpty;
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
     * Makes an organization, owned by the first owner. Needs the installation's owner or its own token.
     *
     * @param name for people
     * @param slug for paths, unique in the installation; made from the name when absent
     */
    public Organization create(Caller caller, Optional<String> name, Optional<String> slug, Quota quota) {
        requireInstallation(caller);
        String checkedName = Texts.label("name", name);
        quota.check();
        Organization made = slug.isPresent()
                ? createAs(checkedName, Slug.parse("slug", slug.get()), quota)
                : Slug.candidates(checkedName, "organization")
                        .map(candidate -> unsaved(checkedName, candidate, quota))
                        .filter(store::add)
                        .findFirst()
                        .orElseThrow();
        standings.forgetAll();
        Touched.made(made.id());
        return made;
    }

    private static void requireInstallation(Caller caller) {
        if (!caller.operates()) {
            throw new Refused(new NoAccess(
                    NoAccess.Reach.ROLE_TOO_LOW,
                    "organizations",
                    "only the installation's owner or its own token (admin.token in the server's data folder) makes, changes and removes"
                            + " organizations"));
        }
    }

    private Organization createAs(String name, String slug, Quota quota) {
        Organization organization = unsaved(name, slug, quota);
        if (!store.add(organization)) {
            throw taken(slug);
        }
        return organization;
    }

    private static Refused taken(String slug) {
        return new Refused(new NameTaken("slug", slug, "this installation"));
    }

    private Organization unsaved(String name, String slug, Quota quota) {
        return new Organization(
                OrganizationId.random(), name, slug, quota, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** Needs the installation's owner or its own token. A quota that is lower than what is used only keeps more from being made. */
    public Organization change(Caller caller, OrganizationId id, OrganizationChange wanted) {
        get(caller, id, Role.READER);
        requireInstallation(caller);
        if (wanted.name().isEmpty() && wanted.slug().isEmpty() && wanted.quota().isEmpty()) {
            throw new Refused(new Malformed("nothing to change; give name, slug or quota"));
        }
        wanted.name().ifPresent(name -> Texts.label("name", Optional.of(name)));
        wanted.slug().ifPresent(slug -> Slug.parse("slug", slug));
        wanted.quota().ifPresent(Quota::check);
        try {
            if (!store.change(id, wanted)) {
                throw notFound(id);
            }
        } catch (OrganizationStore.NameTaken _) {
            throw taken(wanted.slug().orElse(""));
        }
        return store.find(id).orElseThrow(() -> notFound(id));
    }

    /** Needs the installation's owner or its own token. Ends its API clients and memberships at once; refused while it holds projects. */
    public void delete(Caller caller, OrganizationId id) {
        get(caller, id, Role.READER);
        requireInstallation(caller);
        switch (store.remove(id, clock.instant())) {
            case DONE -> standings.forgetAll();
            case NOT_FOUND -> throw notFound(id);
            case STILL_HOLDS_PROJECTS ->
                throw new Refused(new NotEmpty(
                        "organization",
                        "the organization still has environments; delete them first, then the organization"));
        }
    }

    private static Refused notFound(OrganizationId id) {
        return new Refused(new NotFound("organization", id.toString()));
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
        return store.find(id).orElseThrow(() -> notFound(id));
    }
}
