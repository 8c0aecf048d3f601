package io.graphstead.fleet;

import io.graphstead.fleet.DeploymentSearch.Order;
import io.graphstead.fleet.DeploymentSearch.State;
import io.graphstead.fleet.Observation.Sight;
import io.graphstead.identity.ProjectId;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * Finds deployments among thousands. Nothing is read of those that are not shown but what they are searched and sorted by;
 * their states are derived as {@link StatusRule} derives them, from its own tables.
 */
@Singleton
class DirectoryStore {
    private static final Pattern ADDRESS = Pattern.compile("(?:[a-z0-9+]+://)?([^:/]*)(?::([0-9]{1,5}))?/?");

    private static final String CHANGING = "coalesce(r.kind = ANY (ARRAY["
            + quoted(Arrays.stream(OperationKind.values())
                    .filter(kind -> !kind.isQuiet())
                    .map(Enum::name)
                    .toList())
            + "]), false)";
    private static final String INCIDENT =
            "(NOT " + CHANGING + " AND d.goal = 'RUNNING' AND d.sight <> '" + Sight.READY + "')";
    /** The shown state's place among all. */
    private static final String STATE = "CASE r.kind "
            + Arrays.stream(OperationKind.values())
                    .filter(kind -> !kind.isQuiet())
                    .map(kind -> "WHEN '" + kind + "' THEN " + kind.shownAs().ordinal() + " ")
                    .collect(Collectors.joining())
            + "ELSE CASE d.goal "
            + Arrays.stream(Goal.values())
                    .map(goal -> "WHEN '" + goal + "' THEN "
                            + StatusRule.resting(goal).ordinal() + " ")
                    .collect(Collectors.joining())
            + "END END";

    private static final String FROM = """
             FROM deployment d
             JOIN spec_revision s ON (s.deployment_id, s.revision) = (d.id, d.revision)
             JOIN project j ON j.id = d.project_id
             LEFT JOIN operation r ON r.deployment_id = d.id AND r.status = 'started'
            WHERE d.live_in = ANY (:projects) AND d.deleted_at IS NULL
              AND (:engine = '' OR d.engine = :engine)
            """;
    private static final String FITS = """
              AND (strpos(lower(d.name), :text) > 0 OR strpos(lower(j.label), :text) > 0
                   OR strpos(s.version, :text) > 0
                   OR EXISTS (SELECT 1 FROM port p WHERE p.deployment_id = d.id AND p.kind = 'endpoint'
                              AND (p.port = :port OR p.label = :host)))
            """;

    private final Jdbi jdbi;

    DirectoryStore(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    private static String quoted(List<String> words) {
        return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(", "));
    }

    List<Directory.Count> counts(Collection<ProjectId> projects) {
        String counted = """
                SELECT d.live_in, d.engine, count(*) AS deployments, count(*) FILTER (WHERE %s) AS incidents
                  FROM deployment d
                  LEFT JOIN operation r ON r.deployment_id = d.id AND r.status = 'started'
                 WHERE d.live_in = ANY (:projects) AND d.deleted_at IS NULL
                 GROUP BY d.live_in, d.engine ORDER BY d.engine""".formatted(INCIDENT);
        return jdbi.withHandle(handle -> handle.createQuery(counted)
                .bindArray("projects", UUID.class, ids(projects))
                .map((row, context) -> new Directory.Count(
                        new ProjectId(row.getObject("live_in", UUID.class)),
                        row.getString("engine"),
                        row.getLong("deployments"),
                        row.getLong("incidents")))
                .list());
    }

    /** @param projects in which it is searched */
    long count(Collection<ProjectId> projects, DeploymentSearch search) {
        return jdbi.withHandle(
                handle -> bound(handle.createQuery("SELECT count(*)" + FROM + narrowed(search)), projects, search)
                        .mapTo(Long.class)
                        .one());
    }

    /** @param projects in which it is searched */
    List<Shown> page(Collection<ProjectId> projects, DeploymentSearch search) {
        // What is shown is asked for by its ids: sorting whole rows would read all of all.
        String found = "SELECT d.id" + FROM + narrowed(search) + " ORDER BY " + order(search.order())
                + " LIMIT :limit OFFSET :offset";
        List<UUID> ids = jdbi.withHandle(handle -> bound(handle.createQuery(found), projects, search)
                .bind("limit", search.perPage())
                .bind("offset", (search.page() - 1L) * search.perPage())
                .mapTo(UUID.class)
                .list());
        var byId = shown(ids).stream()
                .collect(Collectors.toMap(shown -> shown.deployment().id().value(), Function.identity()));
        return ids.stream().filter(byId::containsKey).map(byId::get).toList();
    }

    /** Those of the ids that are there, in no order. */
    List<Shown> shown(Collection<UUID> ids) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT " + Shown.COLUMNS + Shown.FROM + " WHERE d.id = ANY (:ids) AND d.deleted_at IS NULL")
                .bindArray("ids", UUID.class, ids)
                .map((row, context) -> Shown.read(row))
                .list());
    }

    private static List<UUID> ids(Collection<ProjectId> projects) {
        return projects.stream().map(ProjectId::value).toList();
    }

    private static Query bound(Query query, Collection<ProjectId> projects, DeploymentSearch search) {
        Query bound = query.bindArray("projects", UUID.class, ids(projects))
                .bind("engine", search.engine().orElse(""));
        if (search.text().isEmpty()) {
            return bound;
        }
        String text = search.text().toLowerCase(Locale.ROOT);
        Matcher address = ADDRESS.matcher(text);
        boolean isAddress = address.matches();
        String port = isAddress && address.group(2) != null ? address.group(2) : text;
        String host = isAddress && !address.group(1).isEmpty() ? address.group(1) : text;
        return bound.bind("text", text)
                .bind("port", port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : -1)
                .bind("host", host.replaceFirst("[.].*", ""));
    }

    private static String narrowed(DeploymentSearch search) {
        return (search.text().isEmpty() ? "" : FITS)
                + search.state().map(state -> " AND " + is(state)).orElse("");
    }

    private static String is(State state) {
        return switch (state) {
            case RUNNING -> isShownAs(ShownState.RUNNING) + " AND NOT " + INCIDENT;
            case PAUSED -> isShownAs(ShownState.PAUSED);
            case FAILED -> isShownAs(ShownState.FAILED);
            case INCIDENT -> INCIDENT;
            case CHANGING -> CHANGING;
        };
    }

    private static String isShownAs(ShownState state) {
        return "(" + STATE + ") = " + state.ordinal();
    }

    private static String order(Order order) {
        String byName = "lower(d.name), d.id";
        return switch (order) {
            case NAME -> byName;
            case STATE -> "NOT " + INCIDENT + ", (" + STATE + "), " + byName;
            case PROJECT -> "lower(j.label), j.id, " + byName;
            case VERSION ->
                "d.engine, string_to_array(substring(s.version FROM '^[0-9]+(?:[.][0-9]+)*'), '.')::numeric[],"
                        + " s.version, " + byName;
            case NEWEST -> "d.created_at DESC, d.id";
        };
    }
}
