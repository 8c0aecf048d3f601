package io.graphstead.fleet;

import io.graphstead.identity.Caller;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.Projects;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;

/** An organization's deployments as far as the caller may see them: counted, searched, and shown page by page. */
@Singleton
public class Directory {
    private final Projects projects;
    private final DirectoryStore store;
    private final Views views;

    Directory(Projects projects, DirectoryStore store, Views views) {
        this.projects = projects;
        this.store = store;
        this.views = views;
    }

    /**
     * How many of an engine live in a project.
     *
     * @param incidents how many of them should be running and do not answer
     */
    public record Count(ProjectId project, String engine, long deployments, long incidents) {}

    /**
     * One page.
     *
     * @param all how many the search finds
     * @param page which one it is
     */
    public record Found(List<DeploymentView> shown, long all, int page, int pages) {
        public Found {
            shown = List.copyOf(shown);
        }
    }

    /** By project and engine; of what there is none of, there is no count. */
    public List<Count> counts(Caller caller, OrganizationId organization) {
        return store.counts(visible(caller, organization));
    }

    public Found find(Caller caller, OrganizationId organization, List<Count> counts, DeploymentSearch search) {
        List<ProjectId> searched = visible(caller, organization).stream()
                .filter(id ->
                        search.project().isEmpty() || search.project().get().equals(id))
                .toList();
        long all = search.looksCloser()
                ? store.count(searched, search)
                : counts.stream()
                        .filter(count -> searched.contains(count.project()))
                        .filter(count -> search.engine().isEmpty()
                                || search.engine().get().equals(count.engine()))
                        .mapToLong(Count::deployments)
                        .sum();
        int pages = (int) Math.max(1, (all + search.perPage() - 1) / search.perPage());
        DeploymentSearch clamped = new DeploymentSearch(
                search.text(),
                search.engine(),
                search.project(),
                search.state(),
                search.order(),
                Math.min(search.page(), pages),
                search.perPage());
        List<DeploymentView> shown = all == 0
                ? List.of()
                : store.page(searched, clamped).stream().map(views::of).toList();
        return new Found(shown, all, clamped.page(), pages);
    }

    /** Those of the ids that are there and that the caller may see, in no order. */
    public List<DeploymentView> visible(Caller caller, Collection<DeploymentId> ids) {
        return store.shown(ids.stream().map(DeploymentId::value).toList()).stream()
                .filter(shown -> caller.roleOn(shown.project()).isPresent())
                .map(views::of)
                .toList();
    }

    private List<ProjectId> visible(Caller caller, OrganizationId organization) {
        return projects.list(caller).stream()
                .filter(project -> project.organizationId().equals(organization))
                .map(Project::id)
                .toList();
    }
}
