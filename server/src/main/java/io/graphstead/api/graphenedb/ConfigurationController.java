package io.graphstead.api.graphenedb;

import io.graphstead.api.Allows;
import io.graphstead.api.RequestBody;
import io.graphstead.fleet.ConfigurationEntry;
import io.graphstead.fleet.Configurations;
import io.graphstead.fleet.DeploymentId;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configuration of a database: the settings that users made, none at first. A change waits for a restart. */
@Controller("/deployments/databases/{vendor}/{databaseId}/settings/config")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ConfigurationController {
    private static final String FIELD = "configuration";

    private final Configurations configurations;
    private final DatabasesOfVendor databases;

    ConfigurationController(Configurations configurations, DatabasesOfVendor databases) {
        this.configurations = configurations;
        this.databases = databases;
    }

    /**
     * What is sent.
     *
     * @param secret false when absent
     */
    record EntryJson(
            @Nullable String key,
            @Nullable String value,
            @Nullable Boolean secret) {}

    record NewConfiguration(@Nullable List<@Nullable EntryJson> configuration) {}

    /** What is shown: values of secrets masked. */
    record ConfigurationJson(List<ConfigurationEntry> configuration) {}

    @Get
    @Allows(Role.READER)
    ConfigurationJson get(Caller caller, Vendor vendor, DeploymentId databaseId) {
        return new ConfigurationJson(configurations.of(caller, databases.checked(caller, vendor, databaseId)));
    }

    @Put
    @Allows(Role.WRITER)
    ConfigurationJson replace(
            Caller caller, Vendor vendor, DeploymentId databaseId, RequestBody<NewConfiguration> body) {
        DeploymentId id = databases.checked(caller, vendor, databaseId);
        configurations.checkMayReplace(caller, id);
        configurations.replace(caller, id, FIELD, entries(body.read().configuration()));
        return new ConfigurationJson(configurations.of(caller, id));
    }

    private static List<ConfigurationEntry> entries(@Nullable List<@Nullable EntryJson> sent) {
        if (sent == null) {
            throw invalid(FIELD, FIELD + " is missing; send the list of all settings, [] for none");
        }
        List<ConfigurationEntry> entries = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            String at = FIELD + "[" + i + "]";
            EntryJson entry = sent.get(i);
            if (entry == null) {
                throw invalid(at, at + " must be an object with key, value and secret");
            }
            if (entry.key() == null || entry.key().isBlank()) {
                throw invalid(at + ".key", at + ".key is missing; name a setting");
            }
            if (entry.value() == null) {
                throw invalid(at + ".value", at + ".value is missing; send it as a string");
            }
            entries.add(new ConfigurationEntry(entry.key(), entry.value(), Boolean.TRUE.equals(entry.secret())));
        }
        return entries;
    }

    private static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }
}
