package io.graphstead.console.database;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import io.graphstead.api.Allows;
import io.graphstead.console.Live;
import io.graphstead.console.Pages;
import io.graphstead.console.StateView;
import io.graphstead.console.Visit;
import io.graphstead.console.Words;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.Measurement;
import io.graphstead.fleet.Measurements;
import io.graphstead.identity.Role;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A database's overview and operations, and the stream that keeps its pages live. */
@Controller("/console/databases/{databaseId}")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class DatabaseController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();
    private static final int SHOWN_OPERATIONS = 50;

    private final Databases databases;
    private final Measurements measurements;
    private final OverviewPage overview;
    private final Live live;

    DatabaseController(Databases databases, Measurements measurements, OverviewPage overview, Live live) {
        this.databases = databases;
        this.measurements = measurements;
        this.overview = overview;
        this.live = live;
    }

    @Get
    @Allows(Role.READER)
    HttpResponse<?> overview(Visit visit, DeploymentId databaseId) {
        DeploymentView view = databases.get(visit, databaseId);
        return overview.show(visit, view, Optional.empty());
    }

    /** What it uses now: asked of the database itself, so it comes after the page. */
    @Get("/usage")
    @Allows(Role.READER)
    HttpResponse<?> usage(Visit visit, DeploymentId databaseId) {
        Measurement now = measurements.of(visit.caller(), databaseId);
        return Pages.html(TEMPLATES.databaseUsage(
                new Gauge(now.memoryBytes(), now.memoryLimitBytes()),
                new Gauge(now.volumeBytes(), now.storageLimitBytes()),
                now.connections().isPresent() ? Long.toString(now.connections().getAsLong()) : "–",
                now.uptime().map(Words::lasting).orElse("–")));
    }

    @Get("/operations")
    @Allows(Role.READER)
    HttpResponse<?> operations(Visit visit, DeploymentId databaseId) {
        DeploymentView view = databases.get(visit, databaseId);
        Page page = databases.page(visit.caller(), view, Page.Tab.OPERATIONS);
        return Pages.html(TEMPLATES.databaseOperations(
                databases.frame(visit, view, Page.Tab.OPERATIONS),
                page,
                databases.operations(visit.caller(), databaseId, page.mayRun()).stream()
                        .limit(SHOWN_OPERATIONS)
                        .toList()));
    }

    /** No HEAD: who asks for nothing but headers would never take what follows. */
    @Get(value = "/events", headRoute = false)
    @Allows(Role.READER)
    HttpResponse<?> events(Visit visit, DeploymentId databaseId) {
        databases.get(visit, databaseId);
        return live.stream(() -> parts(databases, visit, databaseId));
    }

    /** What every page of the database has. */
    static Map<String, JteModel> parts(Databases databases, Visit visit, DeploymentId id) {
        DeploymentView view = databases.get(visit, id);
        Page page = databases.page(visit.caller(), view, Page.Tab.OVERVIEW);
        StateView state = page.line().state();
        Map<String, JteModel> parts = new LinkedHashMap<>();
        parts.put("state", TEMPLATES.state("state", state));
        parts.put("explained", TEMPLATES.databaseExplained(page));
        parts.put("actions", TEMPLATES.databaseActions(page, visit.formToken()));
        databases
                .newest(visit.caller(), id, page.mayRun())
                .ifPresent(operation ->
                        parts.put("newest", TEMPLATES.databaseNewest(page, Optional.of(operation), visit.formToken())));
        return parts;
    }
}
