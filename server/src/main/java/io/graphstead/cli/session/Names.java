package io.graphstead.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.Paths;
import io.graphstead.cli.client.ServerApi;
import io.graphstead.cli.terminal.Misused;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Finds things by the names that people gave them, or by their ids. What is not unique is never guessed. */
public final class Names {
    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final ServerApi api;

    Names(ServerApi api) {
        this.api = api;
    }

    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** An id as the server writes it. */
    public static String canonical(String id) {
        return id.replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** @param project in which to look; in all when empty */
    public JsonNode database(String name, Optional<String> project) {
        if (isId(name)) {
            return api.get(Paths.path("/databases/{}", canonical(name)));
        }
        String list = project.map(named -> Paths.path(
                        "/deployments/environments/{}/databases", project(named).path("id").asText()))
                .orElse("/deployments/databases");
        List<JsonNode> found = called(all(api.get(list).path("databases")), name, "/name");
        return only(
                found,
                "database",
                name,
                "graphstead db list",
                "give its id, or --project PROJECT",
                database -> "in project " + projectLabel(database.path("environmentId").asText()));
    }

    public JsonNode project(String name) {
        return only(
                called(all(api.get("/deployments/environments").path("environments")), name, "/id", "/slug", "/label"),
                "project",
                name,
                "graphstead project list",
                "give its id",
                project -> "in organization " + project.path("organizationId").asText());
    }

    public JsonNode organization(String name) {
        return only(
                called(all(api.get("/organizations").path("organizations")), name, "/id", "/slug", "/name"),
                "organization",
                name,
                "graphstead org list",
                "give its id",
                organization -> "with the slug " + organization.path("slug").asText());
    }

    /** The one that is named, or the only one there is. */
    public JsonNode organization(Optional<String> name) {
        if (name.isPresent()) {
            return organization(name.get());
        }
        List<JsonNode> all = all(api.get("/organizations").path("organizations"));
        if (all.size() == 1) {
            return all.getFirst();
        }
        throw new Misused(
                all.isEmpty()
                        ? "you see no organization here; ask for a role in one, or make one with graphstead org create"
                        : "which organization? Give --org with one of "
                                + all.stream()
                                        .map(each -> each.path("slug").asText())
                                        .collect(Collectors.joining(", ")));
    }

    /**
     * One element of a list.
     *
     * @param what it is, such as {@code plugin}
     * @param list command that shows them all
     * @param pointers to what it may be called by
     */
    public static JsonNode one(JsonNode elements, String what, String name, String list, String... pointers) {
        return only(called(all(elements), name, pointers), what, name, list, "give its id", element -> "");
    }

    public static List<JsonNode> all(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    /** What it is called by the first of its names that one of them has; ids before slugs before labels. */
    private static List<JsonNode> called(List<JsonNode> all, String name, String... pointers) {
        return Stream.of(pointers)
                .map(pointer -> all.stream()
                        .filter(each -> same(each.at(pointer).asText(), name))
                        .toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static boolean same(String known, String typed) {
        return known.equalsIgnoreCase(typed) || (isId(typed) && known.equals(canonical(typed)));
    }

    /** Its id, whatever the server calls it: {@code id}, {@code clientId}, {@code memberId}. */
    private static String idOf(JsonNode each) {
        return Stream.of("id", "clientId", "memberId")
                .map(field -> each.path(field).asText())
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static JsonNode only(
            List<JsonNode> found,
            String what,
            String name,
            String list,
            String remedy,
            Function<JsonNode, String> where) {
        if (found.isEmpty()) {
            throw new Misused("there is no " + what + " \"" + name + "\" that you can see; " + list + " shows them all");
        }
        if (found.size() > 1) {
            throw new Misused("there are several " + what + "s \"" + name + "\": "
                    + found.stream()
                            .map(each -> (idOf(each) + " " + where.apply(each)).strip())
                            .collect(Collectors.joining(", "))
                    + "; " + remedy);
        }
        return found.getFirst();
    }

    private String projectLabel(String id) {
        return all(api.get("/deployments/environments").path("environments")).stream()
                .filter(each -> each.path("id").asText().equals(id))
                .map(each -> each.path("slug").asText())
                .findFirst()
                .orElse(id);
    }
}
