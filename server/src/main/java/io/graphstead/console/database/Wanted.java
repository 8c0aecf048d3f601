package io.graphstead.console.database;

import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Release;
import io.graphstead.catalog.Size;
import io.graphstead.catalog.StorageType;
import io.graphstead.console.Form;
import io.graphstead.console.organization.Choice;
import io.graphstead.engine.Version;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Placement;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Right;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.List;

/** What forms offer for a database that is made of another one's data, and what they sent of it. */
@Singleton
final class Wanted {
    private final Projects projects;
    private final Catalog catalog;

    Wanted(Projects projects, Catalog catalog) {
        this.projects = projects;
        this.catalog = catalog;
    }

    /** Those of an organization in which the caller may make a database. */
    List<Choice> environments(Caller caller, OrganizationId organization, ProjectId chosen) {
        return projects.list(caller).stream()
                .filter(project -> project.organizationId().equals(organization))
                .filter(project -> caller.roleOn(project)
                        .filter(role -> role.may(Right.RUN))
                        .isPresent())
                .map(project -> new Choice(
                        Ids.text(project.id().value()),
                        project.label() + " (" + project.grantType() + ")",
                        project.id().equals(chosen)))
                .toList();
    }

    List<PlanChoice> plans(String chosen) {
        return catalog.sizes(Size.Kind.PLAN).stream()
                .map(size -> PlanChoice.of(size, size.id().equals(chosen)))
                .toList();
    }

    /** The version itself and all newer ones, oldest first. */
    List<Choice> versions(String engine, Version from) {
        return catalog.releasesOf(engine).stream()
                .map(Release::version)
                .filter(version -> version.compareTo(from) >= 0)
                .sorted()
                .map(version -> new Choice(version.text(), version.text(), version.equals(from)))
                .toList();
    }

    Project environment(Caller caller, Form form) {
        ProjectId id = Ids.parse(form.text("environment"))
                .map(ProjectId::new)
                .orElseThrow(() -> invalid("environment", "the environment is missing; choose one of the list"));
        return projects.get(caller, id, Role.WRITER);
    }

    Size plan(Form form) {
        return catalog.size(form.text("plan"))
                .filter(size -> size.kind() == Size.Kind.PLAN)
                .orElseThrow(() -> invalid("plan", "the plan is missing; choose one of the list"));
    }

    Release release(String engine, Form form) {
        return catalog.release(engine, form.text("version"))
                .orElseThrow(() -> invalid("version", "the version is not offered here; choose one of the list"));
    }

    String storageType(Placement placement) {
        return catalog.storageTypes().stream()
                .filter(type -> type.provider().equals(placement.provider()))
                .map(StorageType::id)
                .findFirst()
                .orElseThrow(() ->
                        invalid("environment", "the catalogue has no storage for the provider of this environment"));
    }

    private static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }
}
