package io.graphstead.fleet;

import io.graphstead.identity.ProjectId;
import java.util.Optional;

/**
 * Which deployments are wanted, in which order, and which page of them.
 *
 * @param text part of a name, of a project's label, of a version or of a connection URL; empty for all
 * @param page from 1 on; one behind the last stands for the last
 */
public record DeploymentSearch(
        String text,
        Optional<String> engine,
        Optional<ProjectId> project,
        Optional<State> state,
        Order order,
        int page,
        int perPage) {
    /** Kinds of states that people look for. */
    public enum State {
        RUNNING,
        PAUSED,
        /** Something is under way that changes its state. */
        CHANGING,
        INCIDENT,
        FAILED
    }

    /** By what they are sorted; within that by name. */
    public enum Order {
        NAME,
        /** Incidents first. */
        STATE,
        PROJECT,
        VERSION,
        NEWEST
    }

    public DeploymentSearch {
        if (page < 1 || perPage < 1) {
            throw new IllegalArgumentException("page " + page + " of " + perPage);
        }
    }

    /** Whether it asks for more than an engine and a project, of which the numbers are known without looking. */
    boolean looksCloser() {
        return !text.isEmpty() || state.isPresent();
    }
}
