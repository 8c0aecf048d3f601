package io.graphstead.console.database;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Allows;
import io.graphstead.console.Done;
import io.graphstead.console.Form;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.fleet.CronLine;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.PauseSchedule;
import io.graphstead.fleet.PauseSchedules;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Clock;
import java.util.Optional;

/** When a database is paused and resumed by the clock. */
@Controller("/console/databases/{databaseId}/pause-schedule")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class PauseScheduleController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final Databases databases;
    private final PauseSchedules schedules;
    private final SettingsController settings;
    private final Clock clock;

    PauseScheduleController(Databases databases, PauseSchedules schedules, SettingsController settings, Clock clock) {
        this.databases = databases;
        this.schedules = schedules;
        this.settings = settings;
        this.clock = clock;
    }

    /** The next times of what is being typed. */
    @Get("/times")
    @Allows(Role.READER)
    HttpResponse<?> times(Visit visit, DeploymentId databaseId) {
        databases.get(visit, databaseId);
        HttpParameters typed = visit.request().getParameters();
        return Pages.html(TEMPLATES.databasePauseTimes(PauseTimes.of(
                typed.getFirst("pause").orElse(""),
                typed.getFirst("resume").orElse(""),
                typed.getFirst("timeZone").orElse("").strip(),
                clock.instant())));
    }

    @Post
    @Allows(Role.WRITER)
    HttpResponse<?> set(Visit visit, DeploymentId databaseId, Form form) {
        databases.writable(visit, databaseId);
        boolean enabled = form.text("enabled").equals("true");
        try {
            Optional<CronLine> pause = PauseTimes.line("pause", form.text("pause"));
            if (enabled && pause.isEmpty()) {
                throw new Refused(
                        new InvalidField(
                                "pause",
                                "say when it is paused: only what the schedule has paused is resumed by it. Such as 0 20 * * 1-5"));
            }
            schedules.set(
                    visit.caller(),
                    databaseId,
                    new PauseSchedule(
                            pause,
                            PauseTimes.line("resume", form.text("resume")),
                            PauseTimes.zone(form.text("timeZone")),
                            enabled));
            return Pages.goTo(Databases.path(databaseId) + Page.Tab.SETTINGS.path(), Done.PAUSES_SCHEDULED);
        } catch (Refused refused) {
            return settings.page(
                    visit,
                    databaseId,
                    HtmlErrors.status(refused.refusal()),
                    new PauseView(
                            form.text("pause"),
                            form.text("resume"),
                            form.text("timeZone"),
                            enabled,
                            HtmlErrors.words(refused.refusal())));
        }
    }
}
