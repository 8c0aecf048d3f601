package io.graphstead.identity;

import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * API clients of an organization: made, listed, given a new secret, removed. All methods need administrator on the
 * organization and throw {@link Refused}.
 */
@Singleton
public class ApiClients {
    private final ApiClientStore store;
    private final ProjectStore projects;
    private final SecretHash hash;
    private final Standings standings;
    private final Clock clock;

    ApiClients(ApiClientStore store, ProjectStore projects, SecretHash hash, Standings standings, Clock clock) {
        this.store = store;
        this.projects = projects;
        this.hash = hash;
        this.standings = standings;
        this.clock = clock;
    }

    /** @param grants at least one, each on a project of the organization or on the organization itself */
    public IssuedClient create(Caller caller, OrganizationId organization, Optional<String> label, List<Grant> grants) {
        requireAdministrator(caller, organization);
        String checkedLabel = Texts.label("label", label);
        checkGrants(organization, grants);
        ClientSecret secret = ClientSecret.random();
        ApiClient client = new ApiClient(
                ApiClientId.random(),
                organization,
                checkedLabel,
                grants,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Optional.empty());
        store.add(client, hash.of(secret.reveal()));
        return new IssuedClient(client, secret);
    }

    private void checkGrants(OrganizationId organization, List<Grant> grants) {
        if (grants.isEmpty()) {
            throw Texts.invalid("grants", "grants must hold at least one grant: without one the client may do nothing");
        }
        Map<ProjectId, Project> known =
                projects.of(organization).stream().collect(Collectors.toMap(Project::id, Function.identity()));
        Set<Optional<ProjectId>> granted = new HashSet<>();
        for (int at = 0; at < grants.size(); at++) {
            Grant grant = grants.get(at);
            String field = "grants[" + at + "]";
            Optional<ProjectId> project = switch (grant) {
                case Grant.OnProject on -> Optional.of(on.project());
                case Grant.OnOrganization _ -> Optional.empty();
            };
            if (project.isPresent() && !known.containsKey(project.get())) {
                throw Texts.invalid(
                        field + ".environmentId",
                        field + ".environmentId names no environment of this organization: "
                                + Ids.text(project.get().value()));
            }
            if (!granted.add(project)) {
                throw Texts.invalid(field, field + " grants on the same thing as another one; keep one of them");
            }
            if (grant.role() == Role.OWNER) {
                throw Texts.invalid(field + ".role", field + ".role: only people can be owners");
            }
        }
    }

    /** Oldest first. */
    public List<ApiClient> list(Caller caller, OrganizationId organization) {
        requireAdministrator(caller, organization);
        return store.of(organization);
    }

    public ApiClient get(Caller caller, OrganizationId organization, ApiClientId id) {
        requireAdministrator(caller, organization);
        return store.find(organization, id).orElseThrow(() -> notFound(id));
    }

    /** Makes a new secret; the old one and its tokens stop at once. */
    public IssuedClient refreshSecret(Caller caller, OrganizationId organization, ApiClientId id) {
        requireAdministrator(caller, organization);
        ClientSecret secret = ClientSecret.random();
        if (!store.replaceSecret(organization, id, hash.of(secret.reveal()))) {
            throw notFound(id);
        }
        standings.forget(Subject.client(id));
        return new IssuedClient(store.find(organization, id).orElseThrow(() -> notFound(id)), secret);
    }

    /** Removes the client; its tokens stop at once. */
    public void delete(Caller caller, OrganizationId organization, ApiClientId id) {
        requireAdministrator(caller, organization);
        if (!store.remove(organization, id)) {
            throw notFound(id);
        }
        standings.forget(Subject.client(id));
    }

    private static void requireAdministrator(Caller caller, OrganizationId organization) {
        Access.require(caller, Role.ADMINISTRATOR, organization, "organization " + organization);
    }

    private static Refused notFound(ApiClientId id) {
        return new Refused(new NotFound("API client", id.toString()));
    }
}
