package io.graphstead.identity;

import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Projects without PostgreSQL: those of a list. */
@SuppressWarnings("NullAway") // what the real ones are made of is not used
public final class ListedProjects extends Projects {
    private final Map<String, OrganizationId> organizations;
    private final List<Project> projects;

    /** @param organizations by slug */
    public ListedProjects(Map<String, OrganizationId> organizations, List<Project> projects) {
        super(null, null, null, null);
        this.organizations = Map.copyOf(organizations);
        this.projects = List.copyOf(projects);
    }

    @Override
    public List<Project> list(Caller caller) {
        return projects.stream()
                .filter(project -> caller.roleOn(project).isPresent())
                .toList();
    }

    @Override
    public Project get(Caller caller, ProjectId id, Role needed) {
        return allowed(caller, needed, id.toString(), project -> project.id().equals(id));
    }

    @Override
    public Project get(Caller caller, String organization, String project, Role needed) {
        return allowed(
                caller,
                needed,
                project,
                one -> one.slug().equals(project) && one.organizationId().equals(organizations.get(organization)));
    }

    private Project allowed(Caller caller, Role needed, String asked, Predicate<Project> meant) {
        Project project = projects.stream()
                .filter(meant)
                .findFirst()
                .orElseThrow(() -> new Refused(new NotFound("project", asked)));
        Access.require(caller, needed, project, "project " + asked);
        return project;
    }
}
