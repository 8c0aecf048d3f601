package io.graphstead.console.database;

import io.graphstead.api.Allows;
import io.graphstead.api.TellsSecret;
import io.graphstead.console.Form;
import io.graphstead.console.Visit;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.FirstUser;
import io.graphstead.fleet.FirstUsers;
import io.graphstead.identity.Role;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;

/** Reveals a database's credentials, and changes them. By POST, so that nothing reveals them by following a link. */
@Controller("/console/databases/{databaseId}/credentials")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class CredentialsController {
    private final Databases databases;
    private final FirstUsers users;
    private final OverviewPage overview;

    CredentialsController(Databases databases, FirstUsers users, OverviewPage overview) {
        this.databases = databases;
        this.users = users;
        this.overview = overview;
    }

    @Post
    @Allows(Role.WRITER)
    @TellsSecret
    HttpResponse<?> reveal(Visit visit, DeploymentId databaseId, Form form) {
        CredentialsView credentials = view(users.of(visit.caller(), databaseId), false);
        if (form.has("file")) {
            DeploymentView database = databases.get(visit, databaseId);
            return HttpResponse.ok(credentials.file(database.release().engine()))
                    .contentType(MediaType.TEXT_PLAIN_TYPE)
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + database.name() + ".env\"");
        }
        return page(visit, databaseId, credentials);
    }

    @Post("/reset")
    @Allows(Role.WRITER)
    @TellsSecret
    HttpResponse<?> reset(Visit visit, DeploymentId databaseId) {
        return page(visit, databaseId, view(users.reset(visit.caller(), databaseId), true));
    }

    private HttpResponse<?> page(Visit visit, DeploymentId id, CredentialsView credentials) {
        return overview.show(visit, databases.get(visit, id), Optional.of(credentials));
    }

    private static CredentialsView view(FirstUser user, boolean isNew) {
        return new CredentialsView(
                user.username(), user.password().orElse(""), user.uri().toString(), isNew);
    }
}
