package io.graphstead.api.graphenedb;

import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Finds the environment that a request means, for callers who may do there what they ask for. */
@Singleton
final class Environments {
    private final Projects projects;

    Environments(Projects projects) {
        this.projects = projects;
    }

    /**
     * The environment of that id; without one, the only one that the caller reaches, or the only one of those in the
     * region. Contract §3, the create row.
     */
    Project forNew(Caller caller, Optional<String> id, Optional<String> awsRegion) {
        ProjectId named =
                id.isPresent() ? parse(id.get()) : only(caller, awsRegion).id();
        return projects.get(caller, named, Role.WRITER);
    }

    private static ProjectId parse(String text) {
        return new ProjectId(Ids.parse(text).orElseThrow(() -> new Refused(new NotFound("project", text))));
    }

    private Project only(Caller caller, Optional<String> awsRegion) {
        List<Project> reached = projects.list(caller);
        if (reached.size() == 1) {
            return reached.getFirst();
        }
        List<Project> there = reached.stream()
                .filter(project ->
                        awsRegion.equals(Optional.of(project.placement().region())))
                .toList();
        if (there.size() == 1) {
            return there.getFirst();
        }
        throw new Refused(new InvalidField(
                "environmentId",
                "environmentId is missing, and "
                        + (awsRegion.isPresent()
                                ? there.size() + " of the " + reached.size()
                                        + " environments that you can reach lie in " + awsRegion.get()
                                : "you can reach " + reached.size() + " environments")
                        + "; name one of those that GET /deployments/environments lists"));
    }
}
