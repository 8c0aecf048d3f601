package io.graphstead.identity;

import jakarta.inject.Singleton;
import java.util.List;

/** Projects, as far as the caller may know of them. All methods throw {@link io.graphstead.refusal.Refused}. */
@Singleton
public class Projects {
    /** Those on which the caller has a role; oldest first. */
    public List<Project> list(Caller caller) {
        throw new UnsupportedOperationException();
    }

    /** The project, for a caller who has at least the role on it. */
    public Project get(Caller caller, ProjectId id, Role needed) {
        throw new UnsupportedOperationException();
    }

    /** The project that a path names. */
    public Project get(Caller caller, String organization, String project, Role needed) {
        throw new UnsupportedOperationException();
    }
}
