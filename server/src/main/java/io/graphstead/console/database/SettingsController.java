package io.graphstead.console.database;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Allows;
import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Size;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.IdleRules;
import io.graphstead.identity.Role;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.List;

/** What a database is: its name, plan and version, its protection, and its end. */
@Controller("/console/databases/{databaseId}/settings")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class SettingsController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final Databases databases;
    private final Catalog catalog;
    private final IdleRules idle;

    SettingsController(Databases databases, Catalog catalog, IdleRules idle) {
        this.databases = databases;
        this.catalog = catalog;
        this.idle = idle;
    }

    @Get
    @Allows(Role.READER)
    HttpResponse<?> show(Visit visit, DeploymentId databaseId) {
        DeploymentView view = databases.get(visit, databaseId);
        List<String> newer = catalog.releasesOf(view.release().engine()).stream()
                .map(release -> release.version())
                .filter(version -> version.compareTo(view.release().version()) > 0)
                .map(version -> version.text())
                .toList();
        return Pages.html(TEMPLATES.databaseSettings(
                databases.frame(visit, view, Page.Tab.SETTINGS),
                databases.page(visit.caller(), view, Page.Tab.SETTINGS),
                catalog.sizes(Size.Kind.PLAN).stream()
                        .map(size -> PlanChoice.of(size, size.id().equals(view.size())))
                        .toList(),
                newer,
                idle.of(visit.caller(), databaseId)));
    }
}
