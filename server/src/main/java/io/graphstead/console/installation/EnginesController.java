package io.graphstead.console.installation;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import io.graphstead.api.ForInstallation;
import io.graphstead.api.Multipart;
import io.graphstead.api.Uploads;
import io.graphstead.console.DatabaseLine;
import io.graphstead.console.Done;
import io.graphstead.console.FileForm;
import io.graphstead.console.Form;
import io.graphstead.console.Frame;
import io.graphstead.console.Frames;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Live;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.InstallationView;
import io.graphstead.fleet.Installations;
import io.graphstead.fleet.ReleaseView;
import io.graphstead.fleet.UploadedArchive;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Engines of the installation: which releases there are, and putting them in place ahead of their first database. */
@Controller("/console/engines")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class EnginesController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private final Fleet fleet;
    private final Installations installations;
    private final Frames frames;
    private final Live live;

    EnginesController(Fleet fleet, Installations installations, Frames frames, Live live) {
        this.fleet = fleet;
        this.installations = installations;
        this.frames = frames;
        this.live = live;
    }

    @Get
    @ForInstallation
    HttpResponse<?> list(Visit visit) {
        return list(visit, HttpStatus.OK, "");
    }

    private HttpResponse<?> list(Visit visit, HttpStatus status, String problem) {
        return Pages.html(
                status,
                TEMPLATES.installationEngines(
                        frames.of(visit, "Engines", Frame.Place.ENGINES), groups(visit), problem));
    }

    private List<EngineGroup> groups(Visit visit) {
        List<InstallationView> newest = installations.newest(visit.caller());
        Map<String, List<ReleaseLine>> byEngine = new LinkedHashMap<>();
        for (ReleaseView view : fleet.releases().reversed()) {
            Optional<InstallationView> last = newest.stream()
                    .filter(each -> each.engine().equals(view.release().engine())
                            && each.version().equals(view.release().version().text()))
                    .findFirst();
            byEngine.computeIfAbsent(view.release().engine(), _ -> new ArrayList<>())
                    .add(ReleaseLine.of(view, last));
        }
        return byEngine.entrySet().stream()
                .map(entry -> new EngineGroup(entry.getKey(), DatabaseLine.engine(entry.getKey()), entry.getValue()))
                .toList();
    }

    /** No HEAD: who asks for nothing but headers would never take what follows. */
    @Get(value = "/events", headRoute = false)
    @ForInstallation
    HttpResponse<?> events(Visit visit) {
        return live.stream(() -> {
            Map<String, JteModel> parts = new LinkedHashMap<>();
            for (EngineGroup group : groups(visit)) {
                for (ReleaseLine line : group.releases()) {
                    parts.put(line.elementId(), TEMPLATES.installationRelease(line, visit.formToken()));
                }
            }
            return parts;
        });
    }

    /** What keeps releases from being installed: a part of the page of its own, since it may be asked of a network. */
    @Get("/obstacles")
    @ForInstallation
    HttpResponse<?> obstacles() {
        Map<String, String> obstacles = new LinkedHashMap<>();
        for (ReleaseView view : fleet.releases().reversed()) {
            if (!view.installed()) {
                view.obstacle()
                        .ifPresent(words -> obstacles.put(
                                DatabaseLine.engine(view.release().engine()) + " "
                                        + view.release().version().text(),
                                words));
            }
        }
        return Pages.html(TEMPLATES.installationObstacles(obstacles));
    }

    @Post("/{engine}/releases/{version}/install")
    @ForInstallation
    HttpResponse<?> install(Visit visit, String engine, String version, Form form) {
        installations.checkMayInstall(visit.caller(), engine, version);
        try {
            installations.install(visit.caller(), engine, version, sha256(form.given("sha256")), Optional.empty());
        } catch (Refused refused) {
            return list(visit, HtmlErrors.status(refused.refusal()), HtmlErrors.words(refused.refusal()));
        }
        return Pages.goTo("/console/engines", Done.INSTALLING);
    }

    @Get("/{engine}/releases/{version}/upload")
    @ForInstallation
    HttpResponse<?> askUpload(Visit visit, String engine, String version) {
        return upload(visit, HttpStatus.OK, engine, version, "");
    }

    @Post("/{engine}/releases/{version}/upload")
    @ForInstallation
    @Uploads(fields = "sha256")
    HttpResponse<?> upload(Visit visit, String engine, String version, FileForm form) {
        installations.checkMayInstall(visit.caller(), engine, version);
        try (Multipart.Parts parts = form.read(Multipart.LONGEST_ARCHIVE)) {
            Optional<String> sum =
                    sha256(parts.text("sha256").map(String::strip).filter(text -> !text.isEmpty()));
            String name = parts.fileName("file")
                    .orElseThrow(() -> new Refused(new InvalidField("file", "the archive is missing; choose a file")));
            UploadedArchive archive = parts.take("file")
                    .map(file -> new UploadedArchive(file, name))
                    .orElseThrow(() -> new Refused(new InvalidField("file", "the archive is missing; choose a file")));
            installations.install(visit.caller(), engine, version, sum, Optional.of(archive));
        } catch (Refused refused) {
            return upload(
                    visit, HtmlErrors.status(refused.refusal()), engine, version, HtmlErrors.words(refused.refusal()));
        }
        return Pages.goTo("/console/engines", Done.INSTALLING);
    }

    private HttpResponse<?> upload(Visit visit, HttpStatus status, String engine, String version, String problem) {
        installations.checkMayInstall(visit.caller(), engine, version);
        return Pages.html(
                status,
                TEMPLATES.installationUpload(
                        frames.of(visit, "Upload a release", Frame.Place.ENGINES),
                        DatabaseLine.engine(engine) + " " + version,
                        "/console/engines/" + engine + "/releases/" + version + "/upload",
                        problem));
    }

    @Post("/{engine}/releases/{version}/delete")
    @ForInstallation
    HttpResponse<?> remove(Visit visit, String engine, String version) {
        try {
            installations.remove(visit.caller(), engine, version);
        } catch (Refused refused) {
            return list(visit, HtmlErrors.status(refused.refusal()), HtmlErrors.words(refused.refusal()));
        }
        return Pages.goTo("/console/engines", Done.RELEASE_REMOVED);
    }

    private static Optional<String> sha256(Optional<String> text) {
        if (text.isPresent() && !SHA256.matcher(text.get()).matches()) {
            throw new Refused(new InvalidField(
                    "sha256",
                    "the checksum must be the archive's SHA-256 in 64 hexadecimal digits, as sha256sum prints it"));
        }
        return text;
    }
}
