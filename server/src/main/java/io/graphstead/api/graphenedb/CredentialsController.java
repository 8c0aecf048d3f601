package io.graphstead.api.graphenedb;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.api.Allows;
import io.graphstead.api.Command;
import io.graphstead.api.TellsSecret;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.FirstUser;
import io.graphstead.fleet.FirstUsers;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import org.jspecify.annotations.Nullable;

/** User and password of a database's first user. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
final class CredentialsController {
    private final FirstUsers firstUsers;
    private final DatabasesOfVendor databases;

    CredentialsController(FirstUsers firstUsers, DatabasesOfVendor databases) {
        this.firstUsers = firstUsers;
        this.databases = databases;
    }

    /**
     * Contract §4.
     *
     * @param password null when it was changed inside of the database
     * @param message says so then
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record CredentialsJson(
            String username,
            @Nullable String password,
            String uri,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String message) {
        static CredentialsJson of(FirstUser user) {
            return new CredentialsJson(
                    user.username(),
                    user.password().orElse(null),
                    user.uri().toString(),
                    user.password().isPresent()
                            ? null
                            : "the password was changed inside of the database and is not known here");
        }

        @Override
        public String toString() {
            return "CredentialsJson[" + username + "]";
        }
    }

    @Get("/deployments/databases/{vendor}/{databaseId}/credentials")
    @Allows(Role.WRITER)
    @TellsSecret
    CredentialsJson get(Caller caller, Vendor vendor, DeploymentId databaseId) {
        return CredentialsJson.of(firstUsers.of(caller, databases.checked(caller, vendor, databaseId)));
    }

    @Command("/deployments/databases/{vendor}/{databaseId}/credentials/reset")
    @Allows(Role.WRITER)
    @TellsSecret
    CredentialsJson reset(Caller caller, Vendor vendor, DeploymentId databaseId) {
        return CredentialsJson.of(firstUsers.reset(caller, databases.checked(caller, vendor, databaseId)));
    }
}
