package io.graphstead.console.organization;

import io.graphstead.console.Form;
import io.graphstead.console.TypeColor;
import io.graphstead.console.Words;
import io.graphstead.identity.ApiClient;
import io.graphstead.identity.Grant;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Grants of API clients, from and to what a page shows. */
final class ClientAccess {
    private static final String ON = "on-";
    private static final String EVERYWHERE = "everywhere";
    private static final List<Role> ROLES = List.of(Role.READER, Role.WRITER, Role.OPERATOR, Role.ADMINISTRATOR);

    private ClientAccess() {}

    /** What the form grants; a token has one project and one role. */
    static List<Grant> read(Form form) {
        List<Grant> grants = new ArrayList<>();
        if (form.has("project")) {
            ProjectId project = Ids.parse(form.text("project"))
                    .map(ProjectId::new)
                    .orElseThrow(() -> invalid("project", "project is missing; choose one"));
            grants.add(new Grant.OnProject(project, role("role", form.text("role"))));
            return grants;
        }
        form.given(EVERYWHERE).ifPresent(word -> grants.add(new Grant.OnOrganization(role(EVERYWHERE, word))));
        for (String field : form.names()) {
            Optional<ProjectId> project = Stream.of(field)
                    .filter(name -> name.startsWith(ON))
                    .flatMap(name -> Ids.parse(name.substring(ON.length())).stream())
                    .map(ProjectId::new)
                    .findFirst();
            project.ifPresent(id ->
                    form.given(field).ifPresent(word -> grants.add(new Grant.OnProject(id, role(field, word)))));
        }
        return grants;
    }

    private static Role role(String field, String word) {
        return ROLES.stream()
                .filter(role -> Words.role(role).equals(word))
                .findFirst()
                .orElseThrow(() -> invalid(field, "the role must be reader, writer, operator or administrator"));
    }

    private static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }

    static AccessLine everywhere(List<Grant> grants) {
        String role = grants.stream()
                .filter(Grant.OnOrganization.class::isInstance)
                .map(grant -> Words.role(grant.role()))
                .findFirst()
                .orElse("");
        return new AccessLine(EVERYWHERE, "The whole organization", new TypeColor("", "secondary"), role);
    }

    /** Every environment, with the role that the grants give on it. */
    static List<AccessLine> on(List<Project> environments, List<Grant> grants) {
        return environments.stream().map(project -> line(project, grants)).toList();
    }

    private static AccessLine line(Project project, List<Grant> grants) {
        String role = grants.stream()
                .filter(grant ->
                        grant instanceof Grant.OnProject on && on.project().equals(project.id()))
                .map(grant -> Words.role(grant.role()))
                .findFirst()
                .orElse("");
        return new AccessLine(
                ON + Ids.text(project.id().value()), project.label(), TypeColor.of(project.grantType()), role);
    }

    /** Only what it has. */
    static List<AccessLine> of(ApiClient client, List<Project> environments) {
        return Stream.concat(Stream.of(everywhere(client.grants())), on(environments, client.grants()).stream())
                .filter(line -> !line.role().isEmpty())
                .toList();
    }
}
