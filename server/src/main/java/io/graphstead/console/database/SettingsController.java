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
import io.graphstead.fleet.PauseSchedules;
import io.graphstead.identity.Role;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;

/** What a database is: its name, plan and version, its protection, and its end. */
@Controller("/console/databases/{databaseId}/settings")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class SettingsController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    /** Those that are called after a place; others can be typed too. */
    private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream()
            .filter(zone -> zone.matches("(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[A-Za-z_-]+"))
            .sorted()
            .toList();

    private final Databases databases;
    private final Catalog catalog;
    private final IdleRules idle;
    private final PauseSchedules schedules;
    private final Clock clock;

    SettingsController(Databases databases, Catalog catalog, IdleRules idle, PauseSchedules schedules, Clock clock) {
        this.databases = databases;
        this.catalog = catalog;
        this.idle = idle;
        this.schedules = schedules;
        this.clock = clock;
    }

    @Get
    @Allows(Role.READER)
    HttpResponse<?> show(Visit visit, DeploymentId databaseId) {
        return page(visit, databaseId, HttpStatus.OK, PauseView.of(schedules.of(visit.caller(), databaseId)));
    }

    /** @param pauses as they are saved, or as they were sent and cannot be */
    HttpResponse<?> page(Visit visit, DeploymentId databaseId, HttpStatus status, PauseView pauses) {
        DeploymentView view = databases.get(visit, databaseId);
        List<String> newer = catalog.releasesOf(view.release().engine()).stream()
                .map(release -> release.version())
                .filter(version -> version.compareTo(view.release().version()) > 0)
                .map(version -> version.text())
                .toList();
        return Pages.html(
                status,
                TEMPLATES.databaseSettings(
                        databases.frame(visit, view, Page.Tab.SETTINGS),
                        databases.page(visit.caller(), view, Page.Tab.SETTINGS),
                        catalog.sizes(Size.Kind.PLAN).stream()
                                .map(size -> PlanChoice.of(size, size.id().equals(view.size())))
                                .toList(),
                        newer,
                        idle.of(visit.caller(), databaseId),
                        pauses,
                        PauseTimes.of(pauses.pause(), pauses.resume(), pauses.zone(), clock.instant()),
                        ZONES));
    }
}
