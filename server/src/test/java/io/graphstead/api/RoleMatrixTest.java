package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.api.Scene.Asker;
import io.graphstead.api.Scene.Where;
import io.graphstead.api.TestServer.Answer;
import io.graphstead.identity.Right;
import io.graphstead.identity.Role;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every role against every route, on what is its own, on what is another's of the same organization and on what is of
 * another organization. Whoever adds a route says here which right it needs and where.
 */
class RoleMatrixTest {
    /** On what the right is needed. */
    private enum On {
        /** The environment or database that the path names. */
        PROJECT,
        /** The environment that the body names. */
        PROJECT_IN_BODY,
        /** The organization that the path names. */
        ORGANIZATION,
        ORGANIZATION_IN_BODY,
        /** The organization of the environment that the path names. */
        ORGANIZATION_OF_PROJECT,
        /** Nothing: everyone with a token sees what is theirs. */
        NOTHING,
        /** The installation's own token. */
        INSTALLATION,
        /** No token at all. */
        OPEN
    }

    private record Needs(Right right, On on) {}

    private static final Map<String, Needs> ROUTES = new TreeMap<>();

    private static void route(Right right, On on, String... routes) {
        for (String route : routes) {
            if (ROUTES.put(route, new Needs(right, on)) != null) {
                throw new IllegalStateException(route + " stands here twice");
            }
        }
    }

    private static void commands(Right right, String... paths) {
        for (String path : paths) {
            route(right, On.PROJECT, "POST " + path, "PUT " + path);
        }
    }

    static {
        String environments = "/deployments/environments";
        String environment = environments + "/{environmentId}";
        String databases = "/deployments/databases";
        String database = databases + "/{vendor}/{databaseId}";
        String organization = "/organizations/{organizationId}";
        String clients = organization + "/api-clients";
        String members = organization + "/members";

        route(Right.SEE, On.OPEN, "GET /health", "GET /api/v1/cluster-versions");
        route(Right.SEE, On.OPEN, "GET /openapi/graphenedb.yml", "GET /openapi/typedb.yml");
        route(Right.SEE, On.OPEN, "GET /invitations/{token}", "POST /invitations/{token}");
        route(Right.SEE, On.OPEN, "POST /organizations/oauth/token", "GET /organizations/oauth/token");
        route(Right.SEE, On.OPEN, "POST /people/token", "POST /api/auth", "POST /api/v1/auth");

        route(Right.SEE, On.INSTALLATION, "GET /metrics", "GET /audit", "POST /people/second-factor/remove");
        route(Right.SEE, On.INSTALLATION, "POST /engines/{engine}/releases/{version}/install");
        route(Right.SEE, On.INSTALLATION, "PUT /engines/{engine}/releases/{version}/install");
        route(Right.SEE, On.INSTALLATION, "DELETE /engines/{engine}/releases/{version}");
        route(Right.SEE, On.INSTALLATION, "POST /organizations", "PUT " + organization, "DELETE " + organization);

        route(Right.SEE, On.NOTHING, "GET " + environments, "GET " + databases, "GET " + databases + "/{vendor}");
        route(Right.SEE, On.NOTHING, "GET /deployments/versions", "GET /deployments/plans", "GET /deployments/regions");
        route(Right.SEE, On.NOTHING, "GET /organizations", "GET /engines");

        route(Right.SEE, On.ORGANIZATION, "GET " + organization);
        route(Right.MANAGE_ORGANIZATION, On.ORGANIZATION, "GET " + clients, "POST " + clients);
        route(Right.MANAGE_ORGANIZATION, On.ORGANIZATION, "GET " + clients + "/{clientId}");
        route(Right.MANAGE_ORGANIZATION, On.ORGANIZATION, "PUT " + clients + "/{clientId}");
        route(Right.MANAGE_ORGANIZATION, On.ORGANIZATION, "DELETE " + clients + "/{clientId}");
        route(Right.MANAGE_ORGANIZATION, On.ORGANIZATION, "POST " + clients + "/{clientId}/secret/refresh");
        route(Right.MANAGE_ORGANIZATION, On.ORGANIZATION, "PUT " + clients + "/{clientId}/secret/refresh");
        route(Right.MANAGE_ORGANIZATION, On.ORGANIZATION, "GET " + members, "POST " + members);
        route(Right.MANAGE_ORGANIZATION, On.ORGANIZATION, "GET " + members + "/{memberId}");
        route(Right.MANAGE_ORGANIZATION, On.ORGANIZATION, "PUT " + members + "/{memberId}");
        route(Right.MANAGE_ORGANIZATION, On.ORGANIZATION, "DELETE " + members + "/{memberId}");
        route(Right.MANAGE_ORGANIZATION, On.ORGANIZATION, "GET " + organization + "/audit");
        route(Right.MANAGE_ORGANIZATION, On.ORGANIZATION_IN_BODY, "POST " + environments);
        route(Right.MANAGE_ORGANIZATION, On.ORGANIZATION_OF_PROJECT, "DELETE " + environment);

        route(Right.SEE, On.PROJECT, "GET " + environment, "GET " + environment + "/databases");
        route(Right.SEE, On.PROJECT, "GET " + environment + "/network-rules");
        route(Right.SEE, On.PROJECT, "GET " + environment + "/network-rules/{ruleId}");
        route(Right.MANAGE_ENVIRONMENT, On.PROJECT, "PUT " + environment);
        route(Right.MANAGE_ENVIRONMENT, On.PROJECT, "POST " + environment + "/network-rules");
        route(Right.MANAGE_ENVIRONMENT, On.PROJECT, "DELETE " + environment + "/network-rules/{ruleId}");
        route(Right.MANAGE_ENVIRONMENT, On.PROJECT, "POST " + environment + "/peers");
        route(Right.MANAGE_ENVIRONMENT, On.PROJECT, "DELETE " + environment + "/peers/{peerId}");

        route(Right.RUN, On.PROJECT_IN_BODY, "POST " + databases + "/{vendor}");
        route(Right.SEE, On.PROJECT, "GET " + database, "GET " + database + "/status");
        route(Right.SEE, On.PROJECT, "GET " + database + "/operations");
        route(Right.SEE, On.PROJECT, "GET " + database + "/operations/{operationId}", "GET /operations/{operationId}");
        route(Right.SEE, On.PROJECT, "GET " + database + "/protection", "GET " + database + "/settings/config");
        route(Right.SEE, On.PROJECT, "GET " + database + "/idle");
        route(Right.RUN, On.PROJECT, "PUT " + database + "/idle");
        for (String schedule : List.of("/pause-schedule", "/snapshots/schedule")) {
            route(Right.SEE, On.PROJECT, "GET " + database + schedule);
            route(Right.RUN, On.PROJECT, "PUT " + database + schedule);
        }
        route(Right.SEE, On.PROJECT, "GET " + database + "/plugins");
        route(Right.SEE, On.PROJECT, "GET " + database + "/logs", "GET " + database + "/metrics");
        route(Right.SEE_SECRETS, On.PROJECT, "GET " + database + "/credentials");
        commands(Right.SEE_SECRETS, database + "/credentials/reset");
        route(Right.RUN, On.PROJECT, "PUT " + database, "PUT " + database + "/protection");
        route(Right.RUN, On.PROJECT, "PUT " + database + "/settings/config");
        route(Right.RUN, On.PROJECT, "POST " + database + "/plugins", "DELETE " + database + "/plugins/{pluginId}");
        route(Right.RUN, On.PROJECT, "PUT " + database + "/plugins/{pluginId}");
        route(Right.RUN, On.PROJECT, "DELETE " + database + "/operations/{operationId}");
        commands(Right.RUN, database + "/plan/change", database + "/version/change", database + "/extras");
        commands(
                Right.RUN,
                database + "/clone",
                database + "/connection-url/switch",
                database + "/import",
                database + "/export");
        route(Right.RUN, On.PROJECT, "GET " + database + "/exports/{exportId}");
        for (String snapshots : List.of(database + "/snapshots", environment + "/snapshots")) {
            route(Right.SEE, On.PROJECT, "GET " + snapshots, "GET " + snapshots + "/{snapshotId}");
            route(Right.RUN, On.PROJECT, "GET " + snapshots + "/{snapshotId}/download");
            route(Right.TERMINATE, On.PROJECT, "DELETE " + snapshots + "/{snapshotId}");
            commands(Right.RUN, snapshots + "/{snapshotId}/restore");
        }
        route(Right.RUN, On.PROJECT, "POST " + database + "/snapshots");
        commands(Right.RUN, database + "/snapshots/{snapshotId}/verify");
        route(Right.RUN, On.PROJECT, "PUT " + database + "/snapshots/{snapshotId}");
        route(Right.TERMINATE, On.PROJECT, "DELETE " + database);
        commands(Right.RUN, database + "/pause", database + "/resume", database + "/restart");

        for (String family : List.of(
                "/api/org/{owner}/projects/{home}/clusters",
                "/api/team/{owner}/spaces/{home}/clusters",
                "/api/v1/team/{owner}/spaces/{home}/clusters")) {
            String cluster = family + "/{id}";
            route(Right.SEE, On.PROJECT, "GET " + family, "GET " + cluster);
            route(Right.RUN, On.PROJECT, "POST " + family + "/deploy");
            route(Right.RUN, On.PROJECT, "POST " + cluster + "/suspend", "POST " + cluster + "/resume");
            route(Right.RUN, On.PROJECT, "PATCH " + cluster, "POST " + cluster + "/clone");
            route(Right.DESTROY, On.PROJECT, "DELETE " + cluster);
        }
    }

    private static TestServer server;
    private static Scene scene;

    @BeforeAll
    static void start() {
        server = TestServer.startWithFleet();
        scene = Scene.on(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** HEAD is GET without its body, by the framework. */
    private static Map<String, UriRouteInfo<?, ?>> routes() {
        Map<String, UriRouteInfo<?, ?>> routes = new TreeMap<>();
        server.context()
                .getBean(Router.class)
                .uriRoutes()
                .filter(route -> !route.getHttpMethodName().equals("HEAD"))
                // Pages have a table of their own: ConsoleRolesTest.
                .filter(route -> !route.getTargetMethod()
                        .getDeclaringType()
                        .getPackageName()
                        .startsWith("io.graphstead.console"))
                .forEach(route -> routes.put(
                        route.getHttpMethodName() + " "
                                + route.getUriMatchTemplate().toPathString(),
                        route));
        return routes;
    }

    @Test
    void every_route_stands_in_the_table_and_names_the_role_of_its_right() {
        assertThat(new TreeSet<>(ROUTES.keySet()))
                .as("routes that the table knows: add a new one with the right that it needs")
                .isEqualTo(new TreeSet<>(routes().keySet()));
        routes().forEach((name, route) -> {
            Needs needs = ROUTES.get(name);
            Optional<Role> said = route.getTargetMethod().enumValue(Allows.class, Role.class);
            boolean open = route.getTargetMethod().hasAnnotation(Open.class);
            boolean installation = route.getTargetMethod().hasAnnotation(ForInstallation.class);
            assertThat(open).as(name).isEqualTo(needs.on() == On.OPEN);
            assertThat(installation).as(name).isEqualTo(needs.on() == On.INSTALLATION);
            assertThat(said)
                    .as(name)
                    .isEqualTo(
                            open || installation
                                    ? Optional.empty()
                                    : Optional.of(needs.right().lowest()));
        });
    }

    @Test
    void roles_have_the_rights_that_the_contract_gives_them() {
        Map<Role, List<Right>> rights = new TreeMap<>();
        for (Role role : Role.values()) {
            rights.put(role, Stream.of(Right.values()).filter(role::may).toList());
        }
        assertThat(rights.get(Role.READER)).containsExactly(Right.SEE);
        assertThat(rights.get(Role.WRITER)).containsExactly(Right.SEE, Right.SEE_SECRETS, Right.WRITE_DATA, Right.RUN);
        assertThat(rights.get(Role.OPERATOR))
                .containsExactly(Right.SEE, Right.SEE_SECRETS, Right.WRITE_DATA, Right.RUN, Right.TERMINATE);
        assertThat(rights.get(Role.ADMINISTRATOR)).hasSize(Right.values().length - 1);
        assertThat(rights.get(Role.OWNER)).containsExactly(Right.values());
    }

    @TestFactory
    Stream<DynamicTest> each_route_lets_in_whom_it_should_and_nobody_else() {
        return ROUTES.entrySet().stream()
                .filter(route -> route.getValue().on() != On.OPEN)
                .map(route -> DynamicTest.dynamicTest(route.getKey(), () -> walk(route.getKey(), route.getValue())));
    }

    private void walk(String route, Needs needs) {
        boolean ends = route.startsWith("DELETE");
        for (Asker asker : List.copyOf(scene.askers())) {
            for (Where where : Where.values()) {
                check(scene, route, needs, asker.name(), where);
                if (ends && scene.last().status() < 300) {
                    // It is gone, and the next one asks for it too.
                    scene = Scene.on(server);
                }
            }
        }
    }

    private static void check(Scene scene, String route, Needs needs, String name, Where where) {
        Asker asker = scene.asker(name);
        Answer answer = scene.ask(asker, route, where);
        String as = name + ", " + route + " of " + where + ": " + answer.status() + " " + answer.text();
        switch (needs.on()) {
            case OPEN -> throw new IllegalStateException(as);
            case NOTHING -> assertThat(answer.status()).as(as).isEqualTo(200);
            case INSTALLATION -> {
                if (asker.isInstallation()) {
                    assertLetIn(as, scene, answer, where);
                } else {
                    assertThat(answer.status()).as(as).isEqualTo(403);
                }
            }
            case PROJECT, PROJECT_IN_BODY ->
                assertAnswered(as, scene, route, needs, asker, asker.onProject(where), where);
            case ORGANIZATION, ORGANIZATION_IN_BODY, ORGANIZATION_OF_PROJECT ->
                assertAnswered(as, scene, route, needs, asker, asker.onOrganization(where), where);
        }
    }

    private static void assertAnswered(
            String as, Scene scene, String route, Needs needs, Asker asker, Optional<Role> role, Where where) {
        Answer answer = scene.last();
        if (role.isPresent() && role.get().may(needs.right())) {
            assertLetIn(as, scene, answer, where);
        } else if (where == Where.FOREIGN && !asker.isInstallation()) {
            assertThat(answer.status()).as(as).isEqualTo(404);
            Answer nothing = scene.askForNothing(asker, route);
            assertThat(scene.withoutIds(answer.text()))
                    .as(as + ": in the words of what does not exist")
                    .isEqualTo(scene.withoutIds(nothing.text()));
            assertThat(nothing.status()).isEqualTo(404);
        } else {
            boolean hidden = route.contains(" /api/") && asker.onProject(where).isEmpty();
            assertThat(answer.status()).as(as).isEqualTo(hidden ? 404 : 403);
        }
    }

    /** Past the check of access: whatever is wrong then is wrong with the rest of the request. */
    private static void assertLetIn(String as, Scene scene, Answer answer, Where where) {
        assertThat(answer.status()).as(as).isNotIn(401, 403).isLessThan(500);
        if (answer.status() == 404) {
            assertThat(answer.text()).as(as).doesNotContain(scene.idsOf(where));
        }
    }
}
