package io.graphstead.api.graphenedb;

import io.graphstead.api.Allows;
import io.graphstead.api.Answers;
import io.graphstead.api.Command;
import io.graphstead.api.ForInstallation;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.InstallationView;
import io.graphstead.fleet.Installations;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Engines: which releases there are, and installing one ahead of its first database. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class EngineController {
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

    @Command("/engines/{engine}/releases/{version}/install")
    @Consumes(MediaType.ALL)
    @ForInstallation
    @Answers(202)
    HttpResponse<OperationIdJson> install(HttpRequest<?> request, Caller caller, String engine, String version) {
        boolean sendsFile = request.getContentType()
                .filter(type -> type.getType().equals("multipart"))
                .isPresent();
        if (sendsFile) {
            throw new Refused(new InvalidField(
                    "file",
                    "file: archives are not taken over HTTP here; install one on the server's own machine with"
                            + " graphstead engine install " + engine + " " + version
                            + " --from FILE, or leave the file out to have the release fetched"));
        }
        InstallationView begun = installations.install(caller, engine, version);
        return OperationIdJson.of(begun.id());
    }
}
