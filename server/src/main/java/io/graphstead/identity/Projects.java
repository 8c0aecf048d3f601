package io.graphstead.identity;

import io.graphstead.refusal.Refusal.Malformed;
import io.graphstead.refusal.Refusal.NotEmpty;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Projects, as far as the caller may know of them. All methods throw {@link Refused}. */
@Singleton
public class Projects {
    private final ProjectStore store;
    private final OrganizationStore organizations;
    private final Standings standings;
    private final Clock clock;

    Projects(ProjectStore store, OrganizationStore organizations, Standings standings, Clock clock) {
        this.store = store;
        this.organizations = organizations;
        this.standings = standings;
        this.clock = clock;
    }

    /** Needs administrator on the organization. */
    public Project create(Caller caller, NewProject wanted) {
        Access.require(caller, Role.ADMINISTRATOR, wanted.organization(), "organization " + wanted.organization());
        String label = Texts.label("label", wanted.label());
        String grantType = GrantTypes.parse("grantType", wanted.grantType().orElse(GrantTypes.DEFAULT));
        String cidr = wanted.cidr().map(text -> Cidr.parse("cidr", text)).orElse("");
        Project made = Slug.candidates(label, "project")
                .map(slug -> new Project(
                        ProjectId.random(),
                        wanted.organization(),
                        label,
                        slug,
                        grantType,
                        wanted.placement(),
                        cidr,
                        clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .filter(store::add)
                .findFirst()
                .orElseThrow();
        Touched.made(made);
        return made;
    }

    /** Needs administrator on the project. The slug stays, because addresses are made of it. */
    public Project change(Caller caller, ProjectId id, ProjectChange wanted) {
        get(caller, id, Role.ADMINISTRATOR);
        if (wanted.label().isEmpty()
                && wanted.grantType().isEmpty()
                && wanted.plainBolt().isEmpty()) {
            throw new Refused(new Malformed("nothing to change; give label, grantType or plainBoltAllowed"));
        }
        wanted.label().ifPresent(label -> Texts.label("label", Optional.of(label)));
        wanted.grantType().ifPresent(type -> GrantTypes.parse("grantType", type));
        return store.change(id, wanted).orElseThrow(() -> notFound(id));
    }

    /** Needs administrator on the organization. Ends every grant on it at once; refused while deployments live in it. */
    public void delete(Caller caller, ProjectId id) {
        Project project = get(caller, id, Role.READER);
        Access.require(
                caller, Role.ADMINISTRATOR, project.organizationId(), "organization " + project.organizationId());
        switch (store.remove(id, clock.instant())) {
            case DONE -> standings.forgetAll();
            case NOT_FOUND -> throw notFound(id);
            case STILL_HOLDS_DEPLOYMENTS ->
                throw new Refused(new NotEmpty(
                        "project",
                        "the environment still holds databases; delete them and wait until they are gone, then delete"
                                + " the environment"));
        }
    }

    private static Refused notFound(ProjectId id) {
        return new Refused(new NotFound("project", id.toString()));
    }

    /** Those on which the caller has a role; oldest first. */
    public List<Project> list(Caller caller) {
        return store.all().stream()
                .filter(project -> caller.roleOn(project).isPresent())
                .toList();
    }

    /** The project, for a caller who has at least the role on it. */
    public Project get(Caller caller, ProjectId id, Role needed) {
        return allowed(caller, store.find(id), needed, id.toString());
    }

    /**
     * The project that a path names.
     *
     * @param organization slug or id
     * @param project slug or id
     */
    public Project get(Caller caller, String organization, String project, Role needed) {
        Optional<Organization> owner = organizations.find(organization);
        if (owner.isEmpty()) {
            owner = Ids.parse(organization).flatMap(id -> organizations.find(new OrganizationId(id)));
        }
        Optional<OrganizationId> ownerId = owner.map(Organization::id);
        Optional<Project> found = ownerId.flatMap(id -> store.find(id, project));
        if (found.isEmpty()) {
            found = Ids.parse(project)
                    .flatMap(id -> store.find(new ProjectId(id)))
                    .filter(candidate -> ownerId.equals(Optional.of(candidate.organizationId())));
        }
        return allowed(caller, found, needed, project);
    }

    /** What the caller may not know of is refused in the very words of what does not exist: named as it was asked for. */
    private static Project allowed(Caller caller, Optional<Project> found, Role needed, String asked) {
        Project project = found.orElseThrow(() -> new Refused(new NotFound("project", asked)));
        Access.require(caller, needed, project, "project " + asked);
        return project;
    }
}
