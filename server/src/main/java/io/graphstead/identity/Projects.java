package io.graphstead.identity;

import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Projects, as far as the caller may know of them. All methods throw {@link Refused}. */
@Singleton
public class Projects {
    private static final Pattern GRANT_TYPE = Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N} _-]{0,58}[\\p{L}\\p{N}])?");
    private static final String DEFAULT_GRANT_TYPE = "development";

    private final ProjectStore store;
    private final OrganizationStore organizations;
    private final Clock clock;

    Projects(ProjectStore store, OrganizationStore organizations, Clock clock) {
        this.store = store;
        this.organizations = organizations;
        this.clock = clock;
    }

    /** Needs administrator on the organization. */
    public Project create(Caller caller, NewProject wanted) {
        Access.require(caller, Role.ADMINISTRATOR, wanted.organization(), "organization " + wanted.organization());
        String label = Texts.label("label", wanted.label());
        String grantType = wanted.grantType().orElse(DEFAULT_GRANT_TYPE);
        if (!GRANT_TYPE.matcher(grantType).matches()) {
            throw Texts.invalid(
                    "grantType",
                    "grantType must be development, staging, production or a label of your own of at most 60 letters,"
                            + " digits, spaces, _ and -, with a letter or digit at both ends");
        }
        String cidr = wanted.cidr().map(text -> Cidr.parse("cidr", text)).orElse("");
        return Slug.candidates(label, "project")
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
