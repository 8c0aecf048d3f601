package io.graphstead.api.graphenedb;

import io.graphstead.api.Allows;
import io.graphstead.api.Answers;
import io.graphstead.api.Command;
import io.graphstead.api.ForInstallation;
import io.graphstead.api.Multipart;
import io.graphstead.api.RequestBody;
import io.graphstead.api.Uploads;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.Installations;
import io.graphstead.fleet.UploadedArchive;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Engines: which releases there are, and installing one ahead of its first database. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class EngineController {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private final Fleet fleet;
    private final Installations installations;

    EngineController(Fleet fleet, Installations installations) {
        this.fleet = fleet;
        this.installations = installations;
    }

    @Get("/engines")
    @Allows(Role.READER)
    EnginesJson engines() {
        return EnginesJson.of(fleet.releases());
    }

    /**
     * What must be true of the archive.
     *
     * @param sha256 its SHA-256 in 64 hexadecimal digits; another archive is refused
     */
    record InstallRelease(@Nullable String sha256) {}

    /**
     * Installs a release of the catalogue: from the archive that is sent as {@code file}, or fetched from where its vendor
     * offers it. The operation's only step shows how far it is.
     */
    @Command("/engines/{engine}/releases/{version}/install")
    @Consumes(MediaType.ALL)
    @ForInstallation
    @Answers(202)
    @Uploads(fields = "sha256")
    HttpResponse<OperationIdJson> install(
            Caller caller, String engine, String version, Multipart form, RequestBody<InstallRelease> body) {
        installations.checkMayInstall(caller, engine, version);
        if (!form.isSent()) {
            Optional<String> sum = sha256(body.read().sha256());
            return OperationIdJson.of(installations
                    .install(caller, engine, version, sum, Optional.empty())
                    .id());
        }
        try (Multipart.Parts parts = form.read(Multipart.LONGEST_ARCHIVE)) {
            Optional<String> sum = sha256(parts.text("sha256").orElse(null));
            String name = parts.fileName("file").orElse("the archive");
            UploadedArchive archive = parts.take("file")
                    .map(file -> new UploadedArchive(file, name))
                    .orElseThrow(() -> new Refused(new InvalidField(
                            "file",
                            "file is missing; send the vendor's archive as a file of the multipart form, or no form to"
                                    + " have the release fetched")));
            return OperationIdJson.of(installations
                    .install(caller, engine, version, sum, Optional.of(archive))
                    .id());
        }
    }

    /** Removes an installed release that no database needs. */
    @Delete("/engines/{engine}/releases/{version}")
    @ForInstallation
    HttpResponse<?> remove(Caller caller, String engine, String version) {
        installations.remove(caller, engine, version);
        return HttpResponse.noContent();
    }

    private static Optional<String> sha256(@Nullable String text) {
        if (text != null && !SHA256.matcher(text.strip()).matches()) {
            throw new Refused(new InvalidField(
                    "sha256", "sha256 must be the archive's SHA-256 in 64 hexadecimal digits, as sha256sum prints it"));
        }
        return Optional.ofNullable(text).map(String::strip);
    }
}
