package io.graphstead.console.installation;

import io.graphstead.api.ForInstallation;
import io.graphstead.audit.AuditReader;
import io.graphstead.console.Frame;
import io.graphstead.console.Frames;
import io.graphstead.console.Visit;
import io.graphstead.console.organization.AuditPages;
import io.graphstead.identity.Ids;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Map;

/** The audit log of all organizations and of what belongs to none, such as wrong sign-ins. */
@Controller("/console/audit")
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class AllAuditController {
    private final AuditReader reader;
    private final AuditPages pages;
    private final Frames frames;

    AllAuditController(AuditReader reader, AuditPages pages, Frames frames) {
        this.reader = reader;
        this.pages = pages;
        this.frames = frames;
    }

    @Get
    @ForInstallation
    HttpResponse<?> show(Visit visit) {
        return pages.show(
                visit,
                frames.of(visit, "Audit of all", Frame.Place.ALL_AUDIT),
                "/console/audit",
                "Audit of all organizations",
                Map.of(
                        "person:" + Ids.text(visit.session().person().value()),
                        visit.session().email()),
                (query, token, limit) -> reader.page(visit.caller(), query, token, limit));
    }

    @Get("/file")
    @ForInstallation
    HttpResponse<?> file(Visit visit) {
        return pages.file(visit, "audit", (query, token, limit) -> reader.page(visit.caller(), query, token, limit));
    }
}
