package io.graphstead.api.graphenedb;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.api.Allows;
import io.graphstead.api.RequestBody;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.IdleRule;
import io.graphstead.fleet.IdleRules;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What becomes of a database that nobody uses. */
@Controller("/deployments/databases/{vendor}/{databaseId}/idle")
@ExecuteOn(TaskExecutors.BLOCKING)
final class IdleController {
    private final Fleet fleet;
    private final IdleRules rules;
    private final DatabasesOfVendor databases;

    IdleController(Fleet fleet, IdleRules rules, DatabasesOfVendor databases) {
        this.fleet = fleet;
        this.rules = rules;
        this.databases = databases;
    }

    /**
     * When a database is paused because nobody uses it, and whether it wakes again.
     *
     * @param pauseAfterMinutes after how many minutes without traffic through its connection URL it is paused; null: never
     * @param wakeOnConnect whether a client that connects wakes it, if that is why it was paused
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record IdleJson(
            @Nullable Integer pauseAfterMinutes, @Nullable Boolean wakeOnConnect) {
        static IdleJson of(IdleRule rule) {
            return new IdleJson(
                    rule.pauseAfterMinutes().isPresent()
                            ? rule.pauseAfterMinutes().getAsInt()
                            : null,
                    rule.wakeOnConnect());
        }

        IdleRule rule() {
            if (wakeOnConnect == null) {
                throw new Refused(new InvalidField("wakeOnConnect", "wakeOnConnect is missing; send true or false"));
            }
            OptionalInt minutes =
                    Optional.ofNullable(pauseAfterMinutes).map(OptionalInt::of).orElse(OptionalInt.empty());
            if (minutes.stream().anyMatch(each -> each < 1 || each > IdleRule.LONGEST_MINUTES)) {
                throw new Refused(new InvalidField(
                        "pauseAfterMinutes",
                        "pauseAfterMinutes must be between 1 and " + IdleRule.LONGEST_MINUTES
                                + ", or null to never pause it for being idle"));
            }
            return new IdleRule(minutes, wakeOnConnect);
        }
    }

    /** When the database is paused because nobody uses it, and whether a connection wakes it. */
    @Get
    @Allows(Role.READER)
    IdleJson idle(Caller caller, Vendor vendor, DeploymentId databaseId) {
        return IdleJson.of(rules.of(caller, databases.checked(caller, vendor, databaseId)));
    }

    /**
     * Has the database paused when nobody uses it, and woken when a client connects. Only what was paused for that is woken:
     * one that a person or a schedule has paused stays so.
     */
    @Put
    @Consumes(MediaType.ALL)
    @Allows(Role.WRITER)
    IdleJson set(Caller caller, Vendor vendor, DeploymentId databaseId, RequestBody<IdleJson> body) {
        fleet.require(caller, Role.WRITER, databases.get(caller, vendor, databaseId));
        return IdleJson.of(rules.set(caller, databaseId, body.read().rule()));
    }
}
