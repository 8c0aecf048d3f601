package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Walks every route of every route builder, twins included. */
class RouteWalkTest {
    /** All that may be asked without a token. Whoever adds a line here says in {@link Open#because} why. */
    private static final Set<String> OPEN = Set.of(
            "POST /organizations/oauth/token",
            "GET /organizations/oauth/token",
            "POST /people/token",
            "GET /invitations/{token}",
            "POST /invitations/{token}",
            "POST /api/auth",
            "POST /api/v1/auth",
            "GET /api/v1/cluster-versions",
            "HEAD /api/v1/cluster-versions",
            "GET /openapi/graphenedb.yml",
            "HEAD /openapi/graphenedb.yml",
            "GET /openapi/typedb.yml",
            "HEAD /openapi/typedb.yml",
            "GET /",
            "HEAD /",
            "GET /console/sign-in",
            "HEAD /console/sign-in",
            "POST /console/sign-in",
            "GET /console/sign-in/code",
            "HEAD /console/sign-in/code",
            "POST /console/sign-in/code",
            "GET /console/sign-in/provider",
            "HEAD /console/sign-in/provider",
            "GET /console/sign-in/provider/callback",
            "HEAD /console/sign-in/provider/callback",
            "GET /console/welcome/{token}",
            "HEAD /console/welcome/{token}",
            "POST /console/welcome/{token}",
            "GET /join/{token}",
            "HEAD /join/{token}",
            "POST /join/{token}",
            "GET /console/static/{version}/{name}",
            "HEAD /console/static/{version}/{name}",
            "GET /health",
            "HEAD /health");

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<UriRouteInfo<?, ?>> routes() {
        return server.context()
                .getBean(Router.class)
                .uriRoutes()
                .<UriRouteInfo<?, ?>>map(route -> route)
                .toList();
    }

    private static String name(UriRouteInfo<?, ?> route) {
        return route.getHttpMethodName() + " " + route.getUriMatchTemplate().toPathString();
    }

    @Test
    void every_route_says_who_may_use_it() {
        for (UriRouteInfo<?, ?> route : routes()) {
            AnnotationMetadata rules = route.getTargetMethod().getAnnotationMetadata();
            long said = List.of(Open.class, Allows.class, ForInstallation.class).stream()
                    .filter(rules::hasAnnotation)
                    .count();
            assertThat(said)
                    .as(name(route) + " needs exactly one of @Open, @Allows and @ForInstallation")
                    .isEqualTo(1);
        }
    }

    @Test
    void only_the_listed_routes_are_open() {
        Set<String> open = new TreeSet<>();
        for (UriRouteInfo<?, ?> route : routes()) {
            if (route.getTargetMethod().getAnnotationMetadata().hasAnnotation(Open.class)) {
                open.add(name(route));
            }
        }
        assertThat(OPEN).containsAll(open);
        assertThat(open).contains("POST /organizations/oauth/token", "POST /api/auth");
    }

    @Test
    void no_closed_route_answers_without_a_token() {
        int asked = 0;
        for (UriRouteInfo<?, ?> route : routes()) {
            if (!route.getTargetMethod().getAnnotationMetadata().hasAnnotation(Open.class)) {
                String path = route.getUriMatchTemplate().toPathString().replaceAll("\\{[^}]*}", "x");
                TestServer.Answer answer = server.raw(route.getHttpMethodName() + " " + path
                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
                assertThat(answer.status()).as(name(route)).isEqualTo(401);
                asked++;
            }
        }
        assertThat(asked).isGreaterThan(10);
    }

    @Test
    void every_command_answers_to_post_and_put() {
        Set<String> names = new TreeSet<>();
        routes().forEach(route -> names.add(name(route)));
        int commands = 0;
        for (UriRouteInfo<?, ?> route : routes()) {
            if (route.getTargetMethod().getAnnotationMetadata().hasAnnotation(Command.class)) {
                String path = route.getUriMatchTemplate().toPathString();
                assertThat(names).contains("POST " + path, "PUT " + path);
                commands++;
            }
        }
        assertThat(commands).isPositive().isEven();
    }
}
