package io.graphstead.identity;

import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.core.propagation.PropagatedContextElement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What one request has to do with, for the audit log: noted where access is decided and where things are made, because
 * only there it is known whose thing an id names. Travels in the request's context; outside of one, notes go nowhere.
 */
public final class Touched implements PropagatedContextElement {
    private Optional<OrganizationId> organization = Optional.empty();
    private Optional<String> made = Optional.empty();
    private Optional<String> seen = Optional.empty();
    private Optional<String> actor = Optional.empty();
    private final Set<String> ids = new LinkedHashSet<>();

    /**
     * Access to something in the project is being decided.
     *
     * @param what its kind in the fleet's words with its id
     */
    static void decides(Project project, String what) {
        noting(touched -> {
            touched.first(project.organizationId());
            touched.ids.add(Ids.text(project.id().value()));
            touched.see(what);
        });
    }

    /** Access to something of the organization is being decided. */
    static void decides(OrganizationId organization) {
        noting(touched -> touched.first(organization));
    }

    static void made(Project project) {
        made("environment", project.id().value());
    }

    static void made(OrganizationId organization) {
        noting(touched -> touched.first(organization));
        made("organization", organization.value());
    }

    /**
     * Something came to be, or was named in another way than by the path.
     *
     * @param kind its kind in the words of the GrapheneDB dialect, such as {@code api-client}
     */
    public static void made(String kind, UUID id) {
        noting(touched -> {
            touched.made = Optional.of(kind + ":" + Ids.text(id));
            touched.ids.add(Ids.text(id));
        });
    }

    /** Who asks has turned out to be this subject, on a route that is open. */
    static void by(Subject subject) {
        noting(touched -> touched.actor =
                Optional.of(subject.kind().name().toLowerCase(Locale.ROOT) + ":" + Ids.text(subject.id())));
    }

    private static void noting(Consumer<Touched> note) {
        PropagatedContext.find().flatMap(context -> context.find(Touched.class)).ifPresent(touched -> {
            synchronized (touched) {
                note.accept(touched);
            }
        });
    }

    private void see(String what) {
        int space = what.lastIndexOf(' ');
        String kind = space < 0 ? what : what.substring(0, space);
        Ids.parse(what.substring(space + 1)).map(Ids::text).ifPresent(id -> {
            ids.add(id);
            if (!kind.equals("project")) {
                seen = Optional.of((kind.equals("deployment") ? "database" : kind) + ":" + id);
            }
        });
    }

    private void first(OrganizationId seen) {
        if (organization.isEmpty()) {
            organization = Optional.of(seen);
            ids.add(Ids.text(seen.value()));
        }
    }

    /** Whose thing it is. */
    public synchronized Optional<OrganizationId> organization() {
        return organization;
    }

    /** What was made, such as {@code environment:ID}. */
    public synchronized Optional<String> made() {
        return made;
    }

    /** What access was decided for, other than a project, such as {@code database:ID}. */
    public synchronized Optional<String> seen() {
        return seen;
    }

    /** Who asked, where the route is open and the caller has proven it by other means than a token. */
    public synchronized Optional<String> actor() {
        return actor;
    }

    /** Every id that was seen, as it is shown. */
    public synchronized List<String> ids() {
        return List.copyOf(ids);
    }
}
