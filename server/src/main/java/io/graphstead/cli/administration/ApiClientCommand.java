package io.graphstead.cli.administration;

import com.fasterxml.jackson.databind.JsonNode;
import io.graphstead.cli.client.Paths;
import io.graphstead.cli.session.ClientOptions;
import io.graphstead.cli.session.Names;
import io.graphstead.cli.session.Session;
import io.graphstead.cli.terminal.Column;
import io.graphstead.cli.terminal.Confirmation;
import io.graphstead.cli.terminal.Misused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code graphstead api-client}: credentials of programs. */
@Command(name = "api-client", description = "API clients: credentials of programs, with roles on projects.")
public final class ApiClientCommand {
    private ApiClientCommand() {}

    @Command(name = "list", description = "Lists the API clients of an organization.")
    static int list(@Mixin ClientOptions client, @Mixin OrganizationOption organization) {
        Session session = client.open();
        session.screen()
                .list(
                        session.api().get(clients(session, organization)),
                        "apiClients",
                        "clientId",
                        List.of(
                                Column.at("LABEL", "/label"),
                                Column.at("TYPES", "/grantTypes"),
                                Column.at("CREATED", "/createdAt"),
                                Column.at("LAST USED", "/lastUsedAt"),
                                Column.at("ID", "/clientId")));
        return 0;
    }

    @Command(name = "create", description = "Makes an API client. Its secret is shown this once.")
    static int create(
            @Mixin ClientOptions client,
            @Mixin OrganizationOption organization,
            @Mixin Grants grants,
            @Mixin SecretOutput secret,
            @Parameters(index = "0", paramLabel = "LABEL", description = "Its name.") String label) {
        secret.check();
        Session session = client.open();
        String organizationId = organization.find(session).path("id").asText();
        List<Map<String, String>> granted = grants.given(session, organizationId)
                .orElseThrow(() -> new Misused("what may it do? Give --grant PROJECT=ROLE or --org-role ROLE"));
        JsonNode answer = session.api()
                .post(
                        Paths.path("/organizations/{}/api-clients", organizationId),
                        Map.of("label", label, "grants", granted));
        secret.show(
                session,
                answer,
                "API client " + label + " is made, with the id "
                        + answer.path("clientId").asText());
        return 0;
    }

    @Command(name = "show", description = "Shows an API client and what it may do.")
    static int show(
            @Mixin ClientOptions client,
            @Mixin OrganizationOption organization,
            @Parameters(index = "0", paramLabel = "CLIENT", description = "Its id or label.") String name) {
        Session session = client.open();
        session.screen().details(find(session, organization, name), "clientId");
        return 0;
    }

    @Command(name = "update", description = "Changes an API client's label, or all that it may do.")
    static int update(
            @Mixin ClientOptions client,
            @Mixin OrganizationOption organization,
            @Mixin Grants grants,
            @Parameters(index = "0", paramLabel = "CLIENT", description = "Its id or label.") String name,
            @Option(names = "--label", paramLabel = "LABEL", description = "Its new name.") Optional<String> label) {
        if (label.isEmpty() && !grants.isGiven()) {
            throw new Misused("change what? Give --label, --grant or --org-role");
        }
        Session session = client.open();
        JsonNode found = find(session, organization, name);
        Map<String, Object> body = new LinkedHashMap<>();
        label.ifPresent(text -> body.put("label", text));
        String organizationId = organization.find(session).path("id").asText();
        grants.given(session, organizationId).ifPresent(given -> body.put("grants", given));
        JsonNode answer = session.api().put(path(session, organization, found), body);
        session.screen()
                .done(answer, found.path("clientId").asText(), "API client " + name + " is changed");
        return 0;
    }

    @Command(name = "delete", description = "Deletes an API client; its tokens stop working at once.")
    static int delete(
            @Mixin ClientOptions client,
            @Mixin OrganizationOption organization,
            @Mixin Confirmation confirmation,
            @Parameters(index = "0", paramLabel = "CLIENT", description = "Its id or label.") String name) {
        Session session = client.open();
        JsonNode found = find(session, organization, name);
        String label = found.path("label").asText();
        confirmation.require(session.screen(), label, "delete the API client " + label + ", whose programs are shut out");
        session.screen()
                .done(
                        session.api().delete(path(session, organization, found)),
                        found.path("clientId").asText(),
                        "API client " + label + " is deleted");
        return 0;
    }

    @Command(
            name = "refresh-secret",
            description = "Gives an API client a new secret, shown this once; the old one and its tokens stop at once.")
    static int refreshSecret(
            @Mixin ClientOptions client,
            @Mixin OrganizationOption organization,
            @Mixin Confirmation confirmation,
            @Mixin SecretOutput secret,
            @Parameters(index = "0", paramLabel = "CLIENT", description = "Its id or label.") String name) {
        secret.check();
        Session session = client.open();
        JsonNode found = find(session, organization, name);
        String label = found.path("label").asText();
        confirmation.require(session.screen(), label, "shut out all programs that use the secret of " + label);
        JsonNode answer =
                session.api().post(path(session, organization, found) + "/secret/refresh", Map.of());
        secret.show(session, answer, "API client " + label + " has a new secret");
        return 0;
    }

    private static JsonNode find(Session session, OrganizationOption organization, String name) {
        return Names.one(
                session.api().get(clients(session, organization)).path("apiClients"),
                "API client",
                name,
                "graphstead api-client list",
                "/clientId",
                "/label");
    }

    private static String clients(Session session, OrganizationOption organization) {
        return organization.below(session, "/api-clients");
    }

    private static String path(Session session, OrganizationOption organization, JsonNode client) {
        return clients(session, organization)
                + Paths.path("/{}", client.path("clientId").asText());
    }
}
