package io.graphstead.api;

import io.graphstead.api.TestServer.Answer;
import io.graphstead.fleet.Accepted;
import io.graphstead.fleet.DeploymentName;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.MemoryParts;
import io.graphstead.identity.ApiClients;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Grant;
import io.graphstead.identity.IdentityFixture;
import io.graphstead.identity.Ids;
import io.graphstead.identity.InvitedMember;
import io.graphstead.identity.IssuedClient;
import io.graphstead.identity.Members;
import io.graphstead.identity.Membership;
import io.graphstead.identity.NewProject;
import io.graphstead.identity.Organization;
import io.graphstead.identity.Organizations;
import io.graphstead.identity.Placement;
import io.graphstead.identity.Project;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Quota;
import io.graphstead.identity.Role;
import io.graphstead.identity.Tokens;
import io.micronaut.context.ApplicationContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Two organizations with environments and databases, and callers of every role in the first one's home environment. */
final class Scene {
    private static final Caller INSTALLATION = new Caller.Installation();
    private static final String NOTHING = "0123456789abcdef0123456789abcdef";

    /** Whose the thing is that is asked for. */
    enum Where {
        /** The environment that the callers were granted. */
        OWN,
        /** Another one of their organization. */
        OTHER,
        /** One of another organization. */
        FOREIGN
    }

    /** An environment with a database in it. */
    private record Place(Organization organization, Project project, Accepted database) {}

    /** Someone who asks, and the role that they have at each place. */
    record Asker(String name, String token, Map<Where, Role> projects, Optional<Role> organization) {
        boolean isInstallation() {
            return name.equals("installation");
        }

        Optional<Role> onProject(Where where) {
            return isInstallation() ? Optional.of(Role.OWNER) : Optional.ofNullable(projects.get(where));
        }

        Optional<Role> onOrganization(Where where) {
            return isInstallation() || where != Where.FOREIGN ? organization : Optional.empty();
        }
    }

    private final TestServer server;
    private final ApplicationContext beans;
    private final Map<Where, Place> places = new EnumMap<>(Where.class);
    private final List<Asker> askers = new ArrayList<>();
    private String spareClient = NOTHING;
    private String spareMember = NOTHING;
    private String spareToken = NOTHING;
    private Answer last = new Answer(0, Map.of(), "");

    private Scene(TestServer server) {
        this.server = server;
        this.beans = server.context();
    }

    static Scene on(TestServer server) {
        Scene scene = new Scene(server);
        Organization home = scene.organization();
        scene.places.put(Where.OWN, scene.place(home, "development"));
        scene.places.put(Where.OTHER, scene.place(home, "production"));
        scene.places.put(Where.FOREIGN, scene.place(scene.organization(), "development"));
        for (Role role : Set.of(Role.READER, Role.WRITER, Role.OPERATOR, Role.ADMINISTRATOR)) {
            scene.clientOfEnvironment(role);
            scene.clientOfOrganization(role);
        }
        for (Role role : Role.values()) {
            scene.member(role);
        }
        scene.spares();
        scene.askers.add(new Asker("installation", server.adminToken(), Map.of(), Optional.of(Role.OWNER)));
        return scene;
    }

    private Organization organization() {
        return beans.getBean(Organizations.class)
                .create(
                        INSTALLATION,
                        Optional.of("Scene " + UUID.randomUUID().toString().substring(0, 8)),
                        Optional.empty(),
                        Quota.NONE);
    }

    private Place place(Organization organization, String grantType) {
        Project project = beans.getBean(Projects.class)
                .create(
                        INSTALLATION,
                        new NewProject(
                                organization.id(),
                                Optional.of("Scene"),
                                Optional.of(grantType),
                                new Placement("aws", "eu-west-1"),
                                Optional.empty()));
        return new Place(
                organization,
                project,
                beans.getBean(Fleet.class)
                        .create(INSTALLATION, MemoryParts.wanted(project, DeploymentName.parse("name", "scene"))));
    }

    private void clientOfEnvironment(Role role) {
        Grant grant = new Grant.OnProject(places.get(Where.OWN).project().id(), role);
        askers.add(new Asker(
                "client, " + role + " of the environment", token(grant), Map.of(Where.OWN, role), Optional.empty()));
    }

    private void clientOfOrganization(Role role) {
        askers.add(new Asker(
                "client, " + role + " of the organization",
                token(new Grant.OnOrganization(role)),
                Map.of(Where.OWN, role, Where.OTHER, role),
                Optional.of(role)));
    }

    private String token(Grant grant) {
        IssuedClient client = beans.getBean(ApiClients.class)
                .create(INSTALLATION, places.get(Where.OWN).organization().id(), Optional.of("x"), List.of(grant));
        return beans.getBean(Tokens.class)
                .exchange(
                        Ids.text(client.client().id().value()), client.secret().reveal())
                .orElseThrow()
                .value();
    }

    private void member(Role role) {
        String token = IdentityFixture.memberToken(
                server.database().jdbi(),
                beans.getBean(Tokens.class),
                places.get(Where.OWN).organization().id(),
                new Membership(role, Set.of("development")));
        askers.add(new Asker(
                "person, " + role,
                token,
                role.includes(Role.ADMINISTRATOR)
                        ? Map.of(Where.OWN, role, Where.OTHER, role)
                        : Map.of(Where.OWN, role),
                Optional.of(role)));
    }

    /** Things of the first organization that nobody uses. */
    private void spares() {
        Organization home = places.get(Where.OWN).organization();
        spareClient = Ids.text(beans.getBean(ApiClients.class)
                .create(INSTALLATION, home.id(), Optional.of("spare"), List.of(new Grant.OnOrganization(Role.READER)))
                .client()
                .id()
                .value());
        InvitedMember invited = beans.getBean(Members.class)
                .invite(
                        INSTALLATION,
                        home.id(),
                        Optional.of(spareClient + "@example.org"),
                        Optional.of(Role.READER),
                        Optional.of(List.of("development")));
        spareMember = Ids.text(invited.member().id().value());
        spareToken = invited.token().reveal();
    }

    List<Asker> askers() {
        return askers;
    }

    Asker asker(String name) {
        return askers.stream()
                .filter(asker -> asker.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Answer last() {
        return last;
    }

    /** Asks for the thing there. */
    Answer ask(Asker asker, String route, Where where) {
        Named named = named(where);
        last = server.send(method(route), named.path(route), asker.token(), named.body(route));
        return last;
    }

    /** Asks for the thing there with that body. */
    Answer askWith(Asker asker, String route, Where where, String body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>();
        all.put("Authorization", "Bearer " + asker.token());
        all.put("Content-Type", "application/json");
        all.putAll(headers);
        return server.send(method(route), named(where).path(route), all, body);
    }

    /** Asks for a thing that does not exist. */
    Answer askForNothing(Asker asker, String route) {
        Named nothing = new Named(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING);
        return server.send(method(route), nothing.path(route), asker.token(), nothing.body(route));
    }

    private Named named(Where where) {
        Place place = places.get(where);
        return new Named(
                Ids.text(place.organization().id().value()),
                Ids.text(place.project().id().value()),
                Ids.text(place.database().deployment().id().value()),
                Ids.text(place.database().operation().value()),
                place.organization().slug(),
                spareClient,
                spareMember,
                spareToken);
    }

    private static String method(String route) {
        return route.substring(0, route.indexOf(' '));
    }

    /** What stands in paths. */
    private record Named(
            String organization,
            String project,
            String database,
            String operation,
            String owner,
            String client,
            String member,
            String token) {
        String path(String route) {
            return route.substring(route.indexOf(' ') + 1)
                    .replace("{organizationId}", organization)
                    .replace("{environmentId}", project)
                    .replace("{vendor}", "graphmemory")
                    .replace("{databaseId}", database)
                    .replace("{operationId}", operation)
                    .replace("{owner}", owner)
                    .replace("{home}", project)
                    .replace("{id}", "scene")
                    .replace("{clientId}", client)
                    .replace("{memberId}", member)
                    .replace("{token}", token)
                    .replaceAll("\\{[^}]*}", "f".repeat(32));
        }

        String body(String route) {
            if (route.startsWith("GET") || route.startsWith("DELETE")) {
                return "";
            }
            boolean inBody = List.of("/deployments/environments", "/deployments/databases/graphmemory")
                    .contains(path(route));
            return inBody
                    ? "{\"organizationId\": \"" + organization + "\", \"environmentId\": \"" + project + "\"}"
                    : "{}";
        }
    }

    /** Every id of a place, none of which a let-in caller is told not to exist. */
    String[] idsOf(Where where) {
        Place place = places.get(where);
        return new String[] {
            Ids.text(place.project().id().value()),
            Ids.text(place.database().deployment().id().value()),
            Ids.text(place.organization().id().value())
        };
    }

    /** With every id replaced by one word. */
    String withoutIds(String text) {
        return text.replaceAll("[0-9a-f]{32}", "ID");
    }
}
