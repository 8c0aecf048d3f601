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

/** {@code graphstead org member}: the people of an organization. */
@Command(name = "member", description = "The people of an organization and their roles.")
public final class MemberCommand {
    private static final String ROLES = "owner, administrator, operator, writer or reader.";
    private static final String TYPES =
            "A type of project that an operator or reader may enter, such as development; may be repeated.";

    private MemberCommand() {}

    @Command(name = "list", description = "Lists the members of an organization.")
    static int list(@Mixin ClientOptions client, @Mixin OrganizationOption organization) {
        Session session = client.open();
        session.screen()
                .list(
                        session.api().get(organization.below(session, "/members")),
                        "members",
                        "memberId",
                        List.of(
                                Column.at("EMAIL", "/email"),
                                Column.at("ROLE", "/role"),
                                Column.at("TYPES", "/grantTypes"),
                                Column.at("STATUS", "/status"),
                                Column.at("ID", "/memberId")));
        return 0;
    }

    @Command(
            name = "invite",
            description = "Invites a person. The address that is shown once, good for 72 hours, is theirs to open.")
    static int invite(
            @Mixin ClientOptions client,
            @Mixin OrganizationOption organization,
            @Parameters(index = "0", paramLabel = "EMAIL", description = "Their email address.") String email,
            @Option(names = "--role", paramLabel = "ROLE", required = true, description = ROLES) String role,
            @Option(names = "--grant-type", paramLabel = "TYPE", description = TYPES) List<String> grantTypes) {
        Session session = client.open();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("email", email);
        body.put("role", role);
        Optional.ofNullable(grantTypes).ifPresent(types -> body.put("grantTypes", types));
        JsonNode answer = session.api().post(organization.below(session, "/members"), body);
        session.screen()
                .done(
                        answer,
                        answer.path("memberId").asText(),
                        email + " is invited and joins at " + answer.path("invitationUrl").asText());
        return 0;
    }

    @Command(name = "update", description = "Changes a member's role and the types of projects that they may enter.")
    static int update(
            @Mixin ClientOptions client,
            @Mixin OrganizationOption organization,
            @Parameters(index = "0", paramLabel = "MEMBER", description = "Their email address or id.") String member,
            @Option(names = "--role", paramLabel = "ROLE", description = ROLES) Optional<String> role,
            @Option(names = "--grant-type", paramLabel = "TYPE", description = TYPES) List<String> grantTypes) {
        Optional<List<String>> types = Optional.ofNullable(grantTypes);
        if (role.isEmpty() && types.isEmpty()) {
            throw new Misused("change what? Give --role or --grant-type");
        }
        Session session = client.open();
        JsonNode found = find(session, organization, member);
        Map<String, Object> body = new LinkedHashMap<>();
        role.ifPresent(word -> body.put("role", word));
        types.ifPresent(given -> body.put("grantTypes", given));
        JsonNode answer = session.api().put(path(session, organization, found), body);
        session.screen()
                .done(
                        answer,
                        found.path("memberId").asText(),
                        found.path("email").asText() + " is changed");
        return 0;
    }

    @Command(name = "remove", description = "Takes a member's access to an organization away.")
    static int remove(
            @Mixin ClientOptions client,
            @Mixin OrganizationOption organization,
            @Mixin Confirmation confirmation,
            @Parameters(index = "0", paramLabel = "MEMBER", description = "Their email address or id.") String member) {
        Session session = client.open();
        JsonNode found = find(session, organization, member);
        String email = found.path("email").asText();
        confirmation.require(session.screen(), email, "take away the access of " + email);
        session.screen()
                .done(
                        session.api().delete(path(session, organization, found)),
                        found.path("memberId").asText(),
                        email + " has no access any more");
        return 0;
    }

    private static JsonNode find(Session session, OrganizationOption organization, String member) {
        return Names.one(
                session.api().get(organization.below(session, "/members")).path("members"),
                "member",
                member,
                "graphstead org member list",
                "/memberId",
                "/email");
    }

    private static String path(Session session, OrganizationOption organization, JsonNode member) {
        return organization.below(
                session, Paths.path("/members/{}", member.path("memberId").asText()));
    }
}
