package io.graphstead.api.typedb;

import io.graphstead.identity.Access;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Project;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;

/** Finds the project that a path names, by slug or id, for callers who may do there what they ask for. */
@Singleton
final class ClusterHomes {
    private final Projects projects;

    ClusterHomes(Projects projects) {
        this.projects = projects;
    }

    /**
     * @param owner slug or id of the organization
     * @param home slug or id of the project
     * @throws Refused when there is none or the caller's role on it is too low
     */
    ClusterHome find(Caller caller, Role needed, String owner, String home, HttpRequest<?> request) {
        String words = owner + "/" + home;
        Project project = projects.find(owner, home).orElseThrow(() -> new Refused(new NotFound("project", words)));
        Access.require(caller, needed, project, "project " + words);
        return new ClusterHome(project, ClusterHome.Wording.ofPath(request.getPath()));
    }
}
