package io.graphstead.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.api.Allows;
import io.graphstead.api.Open;
import io.graphstead.api.TestServer;
import io.graphstead.api.TestServer.Answer;
import io.graphstead.identity.Right;
import io.graphstead.identity.Role;
import io.micronaut.http.MediaType;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every role against every page and form. Whoever adds one says here which right it needs. */
class ConsoleRolesTest {
    private static final Map<String, Right> ROUTES = new TreeMap<>();

    static {
        String organization = "/console/organizations/{organizationId}";
        String database = "/console/databases/{databaseId}";
        needs(Right.SEE, "GET /console", "POST /console/sign-out", "GET /console/account");
        needs(Right.SEE, "POST /console/account/password", "POST /console/account/sessions/{sessionId}/end");
        needs(Right.SEE, "POST /console/account/sessions/end-others");
        String factor = "/console/account/second-factor";
        needs(Right.SEE, "GET " + factor, "POST " + factor + "/offer", "POST " + factor + "/withdraw");
        needs(
                Right.SEE,
                "POST " + factor + "/confirm",
                "POST " + factor + "/recovery-codes",
                "POST " + factor + "/off");
        needs(Right.SEE, "GET " + organization, "GET " + organization + "/events");
        needs(Right.SEE, "GET " + organization + "/environments", "GET " + organization + "/gdb-api");
        needs(Right.SEE, "GET " + organization + "/databases/new");
        needs(Right.RUN, "POST " + organization + "/databases");
        needs(Right.MANAGE_ORGANIZATION, "POST " + organization + "/environments");
        needs(Right.MANAGE_ENVIRONMENT, "POST /console/environments/{environmentId}");
        needs(Right.MANAGE_ORGANIZATION, "POST /console/environments/{environmentId}/delete");
        String clients = organization + "/api-clients";
        needs(Right.MANAGE_ORGANIZATION, "GET " + clients, "GET " + clients + "/new", "POST " + clients);
        needs(Right.MANAGE_ORGANIZATION, "GET " + clients + "/{clientId}", "POST " + clients + "/{clientId}");
        needs(Right.MANAGE_ORGANIZATION, "POST " + clients + "/{clientId}/secret/refresh");
        needs(Right.MANAGE_ORGANIZATION, "POST " + clients + "/{clientId}/delete");
        needs(Right.SEE, "GET " + database, "GET " + database + "/usage", "GET " + database + "/events");
        needs(Right.SEE, "GET " + database + "/operations", "GET " + database + "/logs");
        needs(Right.SEE, "GET " + database + "/logs/events", "GET " + database + "/logs/file");
        needs(Right.SEE, "GET " + database + "/configuration", "GET " + database + "/settings");
        needs(Right.SEE_SECRETS, "POST " + database + "/credentials", "POST " + database + "/credentials/reset");
        needs(Right.RUN, "POST " + database + "/configuration", "POST " + database + "/rename");
        needs(
                Right.RUN,
                "POST " + database + "/pause",
                "POST " + database + "/resume",
                "POST " + database + "/restart");
        needs(Right.RUN, "POST " + database + "/plan/change", "POST " + database + "/version/change");
        needs(Right.RUN, "POST " + database + "/protection", "POST " + database + "/idle");
        needs(Right.RUN, "POST " + database + "/operations/{operationId}/cancel");
        needs(Right.TERMINATE, "POST " + database + "/delete");
    }

    private static void needs(Right right, String... routes) {
        for (String route : routes) {
            ROUTES.put(route, right);
        }
    }

    private static TestServer server;
    private static String organization;
    private static String environment;
    private static final Map<Role, Browser> MEMBERS = new EnumMap<>(Role.class);

    @BeforeAll
    static void start() {
        server = TestServer.startWithFleet();
        organization = server.anOrganization();
        environment = server.anEnvironment(organization);
        for (Role role : Role.values()) {
            MEMBERS.put(role, Browser.member(server, organization, Words.role(role), "development"));
            MEMBERS.get(role).get("/console/account");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Map<String, UriRouteInfo<?, ?>> routes() {
        Map<String, UriRouteInfo<?, ?>> routes = new TreeMap<>();
        server.context()
                .getBean(Router.class)
                .uriRoutes()
                .filter(route -> !route.getHttpMethodName().equals("HEAD"))
                .filter(route -> route.getTargetMethod()
                        .getDeclaringType()
                        .getPackageName()
                        .startsWith("io.graphstead.console"))
                .filter(route -> !route.getTargetMethod().hasAnnotation(Open.class))
                .forEach(route -> routes.put(
                        route.getHttpMethodName() + " "
                                + route.getUriMatchTemplate().toPathString(),
                        route));
        return routes;
    }

    @Test
    void every_page_stands_in_the_table_and_names_the_role_of_its_right() {
        assertThat(ROUTES.keySet()).as("pages that the table knows").containsExactlyElementsOf(routes().keySet());
        routes().forEach((name, route) -> assertThat(route.getTargetMethod().enumValue(Allows.class, Role.class))
                .as(name)
                .isEqualTo(Optional.of(ROUTES.get(name).lowest())));
    }

    @Test
    void every_page_is_written_in_whatever_a_browser_asks_for() {
        routes().forEach(
                        (name, route) -> assertThat(List.of(MediaType.TEXT_HTML_TYPE, MediaType.TEXT_EVENT_STREAM_TYPE))
                                .as(name)
                                .allMatch(route::doesProduce));
    }

    @Test
    void each_role_may_what_its_rights_are_and_nothing_else() {
        ROUTES.forEach((route, right) -> {
            if (route.endsWith("/events") || route.endsWith("/sign-out")) {
                // Streams do not end by themselves; signing out would end the walk.
                return;
            }
            for (Role role : Role.values()) {
                String database = aDatabase();
                Answer answer = ask(MEMBERS.get(role), route, organization, environment, database);
                String as = role + ", " + route + ": " + answer.status() + " " + answer.text();
                if (role.may(right)) {
                    assertThat(answer.status()).as(as).isNotIn(401, 403).isLessThan(500);
                } else {
                    assertThat(answer.status()).as(as).isEqualTo(403);
                }
                if (route.endsWith("environments/{environmentId}/delete") && answer.status() == 303) {
                    environment = server.anEnvironment(organization);
                }
            }
        });
    }

    @Test
    void what_is_of_another_organization_is_as_if_it_were_not_there() {
        String foreign = server.anOrganization();
        String theirs = server.anEnvironment(foreign);
        String database = databaseIn(theirs);
        ROUTES.keySet().stream()
                .filter(route -> route.contains("{organizationId}")
                        || route.contains("{environmentId}")
                        || route.contains("{databaseId}"))
                .forEach(route -> {
                    Answer answer = ask(MEMBERS.get(Role.OWNER), route, foreign, theirs, database);
                    assertThat(answer.status()).as(route + " " + answer.text()).isEqualTo(404);
                });
    }

    private static String aDatabase() {
        return databaseIn(environment);
    }

    private static final Map<String, String> DATABASES = new HashMap<>();

    /** Nobody works for the fleet of this server, so the one stays as it is. */
    private static String databaseIn(String environmentId) {
        return DATABASES.computeIfAbsent(environmentId, id -> Browser.database(server, id));
    }

    private static Answer ask(Browser browser, String route, String organization, String environment, String database) {
        String path = route.substring(route.indexOf(' ') + 1)
                .replace("{organizationId}", organization)
                .replace("{environmentId}", environment)
                .replace("{databaseId}", database)
                .replaceAll("\\{[^}]*}", "0".repeat(32));
        return route.startsWith("GET")
                ? browser.get(path)
                : browser.post(path, Map.of("environment", environment, "name", "other", "label", "other"));
    }
}
