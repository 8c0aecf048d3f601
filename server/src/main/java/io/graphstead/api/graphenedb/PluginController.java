package io.graphstead.api.graphenedb;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.api.Allows;
import io.graphstead.api.Multipart;
import io.graphstead.api.RequestBody;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.Plugin;
import io.graphstead.fleet.PluginId;
import io.graphstead.fleet.Plugins;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plugins of a database; a change of them waits for a restart. */
@Controller("/deployments/databases/{vendor}/{databaseId}/plugins")
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class PluginController {
    private final Plugins plugins;
    private final DatabasesOfVendor databases;

    PluginController(Plugins plugins, DatabasesOfVendor databases) {
        this.plugins = plugins;
        this.databases = databases;
    }

    /**
     * A plugin. Contract §4; {@code enabled} and {@code refused} are ours.
     *
     * @param enabled whether it is loaded at the next start
     * @param refused why the database did not start with it; such a one is not loaded
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PluginJson(
            String id,
            String name,
            String createdAt,
            boolean enabled,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String refused) {
        static PluginJson of(Plugin plugin) {
            return new PluginJson(
                    Ids.text(plugin.id().value()),
                    plugin.name(),
                    WireDate.of(plugin.createdAt()),
                    plugin.enabled(),
                    plugin.refused().orElse(null));
        }
    }

    /** Oldest first. */
    record ListJson(List<PluginJson> plugins) {}

    @Get
    @Allows(Role.READER)
    ListJson list(Caller caller, Vendor vendor, DeploymentId databaseId) {
        return new ListJson(plugins.of(caller, databases.checked(caller, vendor, databaseId)).stream()
                .map(PluginJson::of)
                .toList());
    }

    @Post
    @Allows(Role.WRITER)
    HttpResponse<PluginJson> add(Caller caller, Vendor vendor, DeploymentId databaseId, Multipart body) {
        DeploymentId id = databases.checked(caller, vendor, databaseId);
        plugins.checkMayAdd(caller, id);
        try (Multipart.Parts parts = body.read()) {
            String name = parts.text("name").orElseThrow(() -> missing("name", "the plugin's name as a text"));
            Path file = parts.file("file").orElseThrow(() -> missing("file", "a jar or a zip of jars as a file"));
            return HttpResponse.created(PluginJson.of(plugins.add(caller, id, name, file)));
        }
    }

    /**
     * What becomes of a plugin.
     *
     * @param enabled whether it is loaded
     */
    record Enabled(@Nullable Boolean enabled) {}

    /** Has a plugin loaded from the next start on, or not any more; its file stays here. */
    @Put("/{pluginId}")
    @Allows(Role.WRITER)
    PluginJson enable(
            Caller caller, Vendor vendor, DeploymentId databaseId, PluginId pluginId, RequestBody<Enabled> body) {
        DeploymentId id = databases.checked(caller, vendor, databaseId);
        plugins.checkMayAdd(caller, id);
        Boolean enabled = body.read().enabled();
        if (enabled == null) {
            throw new Refused(new InvalidField("enabled", "enabled is missing; send true or false"));
        }
        return PluginJson.of(plugins.enable(caller, id, pluginId, enabled));
    }

    @Delete("/{pluginId}")
    @Allows(Role.WRITER)
    HttpResponse<?> remove(Caller caller, Vendor vendor, DeploymentId databaseId, PluginId pluginId) {
        plugins.remove(caller, databases.checked(caller, vendor, databaseId), pluginId);
        return HttpResponse.noContent();
    }

    private static Refused missing(String field, String what) {
        return new Refused(new InvalidField(field, field + " is missing; send " + what + " in the multipart form"));
    }
}
