package io.graphstead.console.organization;

import io.graphstead.fleet.DeploymentView;
import io.micronaut.http.HttpParameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Which databases are shown, and in which order. All of it stands in the page's address.
 *
 * @param text part of a name, an environment, a version or a URL
 * @param engine only of this one; empty for all
 * @param environment only in the one of this id; empty for all
 * @param sort by what: {@code name}, {@code state}, {@code environment}, {@code version} or {@code newest}
 */
public record Search(String text, String engine, String environment, String sort, int page) {
    private static final int MOST_PAGES = 100_000;

    static Search of(HttpParameters parameters) {
        return new Search(
                parameters.getFirst("q").orElse("").strip(),
                parameters.getFirst("engine").orElse(""),
                parameters.getFirst("environment").orElse(""),
                parameters.getFirst("sort").orElse("name"),
                parameters
                        .getFirst("page")
                        .filter(text -> text.matches("[0-9]{1,5}"))
                        .map(Integer::parseInt)
                        .filter(page -> page >= 1 && page < MOST_PAGES)
                        .orElse(1));
    }

    /** Whether anything is left out. */
    public boolean narrows() {
        return !text.isEmpty() || !engine.isEmpty() || !environment.isEmpty();
    }

    boolean finds(DeploymentView view, String environmentId) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return (engine.isEmpty() || engine.equals(view.release().engine()))
                && (environment.isEmpty() || environment.equals(environmentId))
                && (wanted.isEmpty()
                        || List.of(
                                        view.name(),
                                        view.project().label(),
                                        view.release().version().text(),
                                        view.connectionUrl().toString())
                                .stream()
                                .anyMatch(each -> each.toLowerCase(Locale.ROOT).contains(wanted)));
    }

    Comparator<DeploymentView> order() {
        Comparator<DeploymentView> byName =
                Comparator.comparing(view -> view.name().toLowerCase(Locale.ROOT));
        return switch (sort) {
            case "state" ->
                Comparator.<DeploymentView, Boolean>comparing(
                                view -> !view.status().underIncident())
                        .thenComparing(view -> view.status().state())
                        .thenComparing(byName);
            case "environment" ->
                Comparator.<DeploymentView, String>comparing(
                                view -> view.project().label())
                        .thenComparing(byName);
            case "version" ->
                Comparator.<DeploymentView, String>comparing(
                                view -> view.release().engine())
                        .thenComparing(view -> view.release().version())
                        .thenComparing(byName);
            case "newest" -> Comparator.comparing(DeploymentView::createdAt).reversed();
            default -> byName;
        };
    }

    /** The query of the same search at another page. */
    public String at(int other) {
        return "?q=" + encoded(text) + "&engine=" + encoded(engine) + "&environment=" + encoded(environment) + "&sort="
                + encoded(sort) + "&page=" + other;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
