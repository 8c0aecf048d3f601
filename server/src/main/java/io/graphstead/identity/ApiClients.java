package io.graphstead.identity;

import io.graphstead.refusal.Refusal.Malformed;
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
    private static final int MOST_GRANTS = 1000;

    private final ApiClientStore store;
    private final Organizations organizations;
    private final ProjectStore projects;
    private final SecretHash hash;
    private final Standings standings;
    private final Clock clock;

    ApiClients(
            ApiClientStore store,
            Organizations organizations,
            ProjectStore projects,
            SecretHash hash,
            Standings standings,
            Clock clock) {
        this.store = store;
        this.organizations = organizations;
        this.projects = projects;
        this.hash = hash;
        this.standings = standings;
        this.clock = clock;
    }

    /** @param grants at least one, each on a project of the organization or on the organization itself */
    public IssuedClient create(Caller caller, OrganizationId organization, Optional<String> label, List<Grant> grants) {
        requireAdministrator(caller, organization);
        String checkedLabel = Texts.label("label", label);
        checkGrants(caller, organization, grants);
        ClientSecret secret = ClientSecret.random();
        ApiClient client = new ApiClient(
                ApiClientId.random(),
                organization,
                checkedLabel,
                grants,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Optional.empty());
        store.add(client, hash.of(secret.reveal()));
        Touched.made("api-client", client.id().value());
        return new IssuedClient(client, secret);
    }

    /**
     * Gives it another label or other grants; what is empty stays as it is. New grants hold at once, also for tokens given
     * out before.
     */
    public ApiClient change(
            Caller caller,
            OrganizationId organization,
            ApiClientId id,
            Optional<String> label,
            Optional<List<Grant>> grants) {
        get(caller, organization, id);
        if (label.isEmpty() && grants.isEmpty()) {
            throw new Refused(new Malformed("nothing to change; give label or grants"));
        }
        label.ifPresent(text -> Texts.label("label", Optional.of(text)));
        grants.ifPresent(wanted -> checkGrants(caller, organization, wanted));
        if (!store.change(organization, id, label, grants)) {
            throw notFound(id);
        }
        standings.forget(Subject.client(id));
        return store.find(organization, id).orElseThrow(() -> notFound(id));
    }

    private void checkGrants(Caller caller, OrganizationId organization, List<Grant> grants) {
        if (grants.size() > MOST_GRANTS) {
            throw Texts.invalid("grants", "grants must hold at most " + MOST_GRANTS + " grants");
        }
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
            project.ifPresent(named ->
                    checkGrantable(caller, field + ".environmentId", Optional.ofNullable(known.get(named)), named));
            if (!granted.add(project)) {
                throw Texts.invalid(field, field + " grants on the same thing as another one; keep one of them");
            }
            if (grant.role() == Role.OWNER) {
                throw Texts.invalid(field + ".role", field + ".role: only people can be owners");
            }
        }
    }

    private static void checkGrantable(Caller caller, String field, Optional<Project> known, ProjectId named) {
        Project project = known.orElseThrow(() ->
                Texts.invalid(field, field + " names no environment of this organization: " + Ids.text(named.value())));
        if (caller.roleOn(project).isEmpty()) {
            throw Texts.invalid(field, field + " names an environment that you may not enter, so you cannot grant it");
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

    private void requireAdministrator(Caller caller, OrganizationId organization) {
        organizations.get(caller, organization, Role.ADMINISTRATOR);
    }

    private static Refused notFound(ApiClientId id) {
        return new Refused(new NotFound("API client", id.toString()));
    }
}
