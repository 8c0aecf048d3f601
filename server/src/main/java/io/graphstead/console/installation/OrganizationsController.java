package io.graphstead.console.installation;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.ForInstallation;
import io.graphstead.console.Done;
import io.graphstead.console.Form;
import io.graphstead.console.Frame;
import io.graphstead.console.Frames;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.identity.OrganizationChange;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Organizations;
import io.graphstead.identity.Project;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Quota;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** The installation's organizations: made, renamed, given a quota, deleted when they hold nothing. */
@Controller("/console/organizations")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class OrganizationsController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();
    private static final String PATH = "/console/organizations";

    private final Organizations organizations;
    private final Projects projects;
    private final Frames frames;

    OrganizationsController(Organizations organizations, Projects projects, Frames frames) {
        this.organizations = organizations;
        this.projects = projects;
        this.frames = frames;
    }

    @Get
    @ForInstallation
    HttpResponse<?> list(Visit visit) {
        return list(visit, HttpStatus.OK, "", "");
    }

    private HttpResponse<?> list(Visit visit, Refused refused, String name) {
        return list(visit, HtmlErrors.status(refused.refusal()), HtmlErrors.words(refused.refusal()), name);
    }

    private HttpResponse<?> list(Visit visit, HttpStatus status, String problem, String name) {
        Map<OrganizationId, Long> environments = projects.list(visit.caller()).stream()
                .collect(Collectors.groupingBy(Project::organizationId, Collectors.counting()));
        List<OrganizationLine> lines = organizations.list(visit.caller()).stream()
                .map(each -> OrganizationLine.of(each, environments.getOrDefault(each.id(), 0L)))
                .toList();
        return Pages.html(
                status,
                TEMPLATES.installationOrganizations(
                        frames.of(visit, "Organizations", Frame.Place.ORGANIZATIONS), lines, problem, name));
    }

    @Post
    @ForInstallation
    HttpResponse<?> create(Visit visit, Form form) {
        try {
            organizations.create(visit.caller(), form.given("name"), form.given("slug"), quota(form));
            return Pages.goTo(PATH, Done.ORGANIZATION_MADE);
        } catch (Refused refused) {
            return list(visit, refused, form.text("name"));
        }
    }

    @Post("/{organizationId}/change")
    @ForInstallation
    HttpResponse<?> change(Visit visit, OrganizationId organizationId, Form form) {
        organizations.get(visit.caller(), organizationId, Role.READER);
        try {
            organizations.change(
                    visit.caller(),
                    organizationId,
                    new OrganizationChange(form.given("name"), form.given("slug"), Optional.of(quota(form))));
            return Pages.goTo(PATH, Done.ORGANIZATION_CHANGED);
        } catch (Refused refused) {
            return list(visit, refused, "");
        }
    }

    @Post("/{organizationId}/delete")
    @ForInstallation
    HttpResponse<?> delete(Visit visit, OrganizationId organizationId) {
        organizations.get(visit.caller(), organizationId, Role.READER);
        try {
            organizations.delete(visit.caller(), organizationId);
            return Pages.goTo(PATH, Done.ORGANIZATION_DELETED);
        } catch (Refused refused) {
            return list(visit, refused, "");
        }
    }

    private static Quota quota(Form form) {
        return new Quota(limit(form, "memory"), limit(form, "storage"), limit(form, "databases"));
    }

    private static OptionalLong limit(Form form, String field) {
        Optional<String> text = form.given(field);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!text.get().matches("[0-9]{1,12}")) {
            throw new Refused(new InvalidField(
                    field, "the limit of " + field + " must be a whole number, or be left empty for no limit"));
        }
        return OptionalLong.of(Long.parseLong(text.get()));
    }
}
