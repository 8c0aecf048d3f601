package io.graphstead.api.typedb;

import io.graphstead.identity.Project;

/**
 * The project that a path names, and the words in which the path named it: replies use the same. Contract §1.
 *
 * @param wording the words of the path's family
 */
record ClusterHome(Project project, Wording wording) {
    /** How a family of paths calls the owner and the project. */
    enum Wording {
        /** {@code /api/org/ORG/projects/PROJECT}: replies carry {@code organization} and {@code project}. */
        ORGANIZATION_AND_PROJECT,
        /** {@code /api/team/TEAM/spaces/SPACE}, with or without {@code /v1}: replies carry {@code teamID} and {@code spaceID}. */
        TEAM_AND_SPACE;

        static Wording ofPath(String path) {
            return path.startsWith("/api/org/") ? ORGANIZATION_AND_PROJECT : TEAM_AND_SPACE;
        }
    }
}
