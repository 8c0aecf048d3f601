package io.graphstead.console.database;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import io.graphstead.api.Allows;
import io.graphstead.api.FileDownload;
import io.graphstead.api.Multipart;
import io.graphstead.api.Uploads;
import io.graphstead.console.Done;
import io.graphstead.console.FileForm;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Live;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.Exports;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.Imports;
import io.graphstead.fleet.OperationId;
import io.graphstead.fleet.OperationKind;
import io.graphstead.fleet.UploadedArchive;
import io.graphstead.identity.Ids;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Data that comes into a database and goes out of it. */
@Controller("/console/databases/{databaseId}")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class TransfersController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();
    private static final int SHOWN = 10;

    private final Databases databases;
    private final Fleet fleet;
    private final Imports imports;
    private final Exports exports;
    private final Live live;

    TransfersController(Databases databases, Fleet fleet, Imports imports, Exports exports, Live live) {
        this.databases = databases;
        this.fleet = fleet;
        this.imports = imports;
        this.exports = exports;
        this.live = live;
    }

    @Get("/transfers")
    @Allows(Role.READER)
    HttpResponse<?> show(Visit visit, DeploymentId databaseId) {
        return page(visit, databaseId, HttpStatus.OK, "");
    }

    /** No HEAD: see {@link Live}. */
    @Get(value = "/transfers/events", headRoute = false)
    @Allows(Role.READER)
    HttpResponse<?> events(Visit visit, DeploymentId databaseId) {
        databases.get(visit, databaseId);
        return live.stream(() -> {
            Map<String, JteModel> parts = new LinkedHashMap<>(DatabaseController.parts(databases, visit, databaseId));
            Page page = databases.page(visit.caller(), databases.get(visit, databaseId), Page.Tab.TRANSFERS);
            parts.put("exports", TEMPLATES.databaseExports(page, exports(visit, databaseId, page.mayRun())));
            return parts;
        });
    }

    /** Replaces the data. The archive comes in a form with the name of the database, typed. */
    @Post("/import")
    @Allows(Role.WRITER)
    @Uploads(fields = "name")
    HttpResponse<?> take(Visit visit, DeploymentId databaseId, FileForm form) {
        DeploymentView view = databases.writable(visit, databaseId);
        try {
            imports.checkMayImport(visit.caller(), databaseId);
            try (Multipart.Parts parts = form.read(imports.longestUpload())) {
                if (!parts.text("name").orElse("").strip().equals(view.name())) {
                    throw invalid("name", "the name that you typed is not the database's; nothing was imported");
                }
                UploadedArchive archive = parts.fileName("file")
                        .flatMap(_ -> parts.take("file"))
                        .map(file -> new UploadedArchive(file, "the archive"))
                        .orElseThrow(() -> invalid("file", "the archive is missing; choose a file"));
                imports.begin(visit.caller(), databaseId, archive);
            }
            return Pages.goTo(Databases.path(databaseId) + Page.Tab.TRANSFERS.path(), Done.IMPORTING);
        } catch (Refused refused) {
            return page(visit, databaseId, HtmlErrors.status(refused.refusal()), HtmlErrors.words(refused.refusal()));
        }
    }

    @Post("/export")
    @Allows(Role.WRITER)
    HttpResponse<?> pack(Visit visit, DeploymentId databaseId) {
        databases.writable(visit, databaseId);
        try {
            exports.begin(visit.caller(), databaseId);
            return Pages.goTo(Databases.path(databaseId) + Page.Tab.TRANSFERS.path(), Done.EXPORTING);
        } catch (Refused refused) {
            return page(visit, databaseId, HtmlErrors.status(refused.refusal()), HtmlErrors.words(refused.refusal()));
        }
    }

    @Get("/exports/{operationId}")
    @Allows(Role.WRITER)
    HttpResponse<?> download(Visit visit, DeploymentId databaseId, OperationId operationId) {
        return FileDownload.of(
                visit.request(), exports.find(visit.caller(), databaseId, operationId), Ids.text(operationId.value()));
    }

    private List<ExportLine> exports(Visit visit, DeploymentId id, boolean mayRun) {
        if (!mayRun) {
            return List.of();
        }
        return fleet.operations(visit.caller(), id).stream()
                .filter(operation -> operation.kind() == OperationKind.EXPORT)
                .limit(SHOWN)
                .map(operation -> ExportLine.of(operation, () -> exports.find(visit.caller(), id, operation.id())))
                .toList();
    }

    private HttpResponse<?> page(Visit visit, DeploymentId id, HttpStatus status, String problem) {
        DeploymentView view = databases.get(visit, id);
        Page page = databases.page(visit.caller(), view, Page.Tab.TRANSFERS);
        return Pages.html(
                status,
                TEMPLATES.databaseTransfers(
                        databases.frame(visit, view, Page.Tab.TRANSFERS),
                        page,
                        databases.newest(visit.caller(), id, page.mayRun()),
                        exports(visit, id, page.mayRun()),
                        problem));
    }

    private static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }
}
