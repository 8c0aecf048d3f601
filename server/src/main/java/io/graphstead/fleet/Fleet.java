package io.graphstead.fleet;

import io.graphstead.engine.Credentials;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectId;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * The front of the fleet: what dialects, pages and the command line ask of deployments. Each method checks access, then
 * fields, then state, and answers in milliseconds; long work is left to an operation. All throw
 * {@link io.graphstead.refusal.Refused}.
 */
@Singleton
public class Fleet {
    /** Needs writer on the project. */
    public Accepted create(Caller caller, NewDeployment wanted) {
        throw new UnsupportedOperationException();
    }

    /** Needs reader. */
    public DeploymentView get(Caller caller, DeploymentId id) {
        throw new UnsupportedOperationException();
    }

    /** Needs reader on the project, which the dialect has looked up by the path. */
    public DeploymentView byClusterId(Caller caller, Project project, String clusterId) {
        throw new UnsupportedOperationException();
    }

    /**
     * The name of the engine that the deployment is or was of; a deleted one too. Needs reader. For dialects whose paths
     * name the engine.
     */
    public String engineOf(Caller caller, DeploymentId id) {
        throw new UnsupportedOperationException();
    }

    /** Every release of the catalogue with whether it is installed and what keeps it from running here; oldest first per engine. */
    public List<ReleaseView> releases() {
        throw new UnsupportedOperationException();
    }

    /** Everything that the caller may see, of all engines, oldest first. */
    public List<DeploymentView> list(Caller caller) {
        throw new UnsupportedOperationException();
    }

    /** Needs reader on the project; oldest first. */
    public List<DeploymentView> list(Caller caller, ProjectId project) {
        throw new UnsupportedOperationException();
    }

    /** Needs writer. */
    public Accepted pause(Caller caller, DeploymentId id) {
        throw new UnsupportedOperationException();
    }

    /** Needs writer. */
    public Accepted resume(Caller caller, DeploymentId id) {
        throw new UnsupportedOperationException();
    }

    /** Needs writer. */
    public Accepted restart(Caller caller, DeploymentId id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends the deployment and its data for good.
     *
     * @param needed the role that the dialect asks for: operator in the GrapheneDB contract, administrator in the TypeDB one
     */
    public Accepted delete(Caller caller, DeploymentId id, io.graphstead.identity.Role needed) {
        throw new UnsupportedOperationException();
    }

    /** Newest first; those of a deleted deployment too. Needs reader. */
    public List<OperationView> operations(Caller caller, DeploymentId id) {
        throw new UnsupportedOperationException();
    }

    /** Needs reader on the deployment that it is or was about. */
    public OperationView operation(Caller caller, OperationId id) {
        throw new UnsupportedOperationException();
    }

    /** The first user and its password; needs writer. */
    public Credentials credentials(Caller caller, DeploymentId id) {
        throw new UnsupportedOperationException();
    }
}
