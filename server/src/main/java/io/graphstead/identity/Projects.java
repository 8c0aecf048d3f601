package io.graphstead.identity;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

@Singleton
public class Projects {
    public Optional<Project> find(ProjectId id) {
        throw new UnsupportedOperationException();
    }

    public Optional<Project> find(String organizationSlugOrId, String projectSlugOrId) {
        throw new UnsupportedOperationException();
    }

    public List<Project> reachedBy(Caller caller) {
        throw new UnsupportedOperationException();
    }
}
