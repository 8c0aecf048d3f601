package io.graphstead.console.database;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Allows;
import io.graphstead.api.Multipart;
import io.graphstead.api.Uploads;
import io.graphstead.console.Done;
import io.graphstead.console.FileForm;
import io.graphstead.console.Form;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.PluginId;
import io.graphstead.fleet.Plugins;
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
import java.nio.file.Path;

/** A database's plugins. Every change of them waits for a restart. */
@Controller("/console/databases/{databaseId}/plugins")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class PluginsController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final Databases databases;
    private final Plugins plugins;

    PluginsController(Databases databases, Plugins plugins) {
        this.databases = databases;
        this.plugins = plugins;
    }

    @Get
    @Allows(Role.READER)
    HttpResponse<?> show(Visit visit, DeploymentId databaseId) {
        return page(visit, databaseId, HttpStatus.OK, "");
    }

    @Post
    @Allows(Role.WRITER)
    @Uploads(fields = "name")
    HttpResponse<?> add(Visit visit, DeploymentId databaseId, FileForm form) {
        databases.writable(visit, databaseId);
        try {
            try (Multipart.Parts parts = form.read(Multipart.LONGEST)) {
                String fileName = parts.fileName("file").orElseThrow(PluginsController::missing);
                Path file = parts.file("file").orElseThrow(PluginsController::missing);
                String name = parts.text("name")
                        .map(String::strip)
                        .filter(text -> !text.isEmpty())
                        .orElse(fileName.replaceFirst("^.*[/\\\\]", ""));
                plugins.add(visit.caller(), databaseId, name, file);
            }
            return Pages.goTo(path(databaseId), Done.PLUGIN_ADDED);
        } catch (Refused refused) {
            return page(visit, databaseId, HtmlErrors.status(refused.refusal()), HtmlErrors.words(refused.refusal()));
        }
    }

    private static Refused missing() {
        return new Refused(new InvalidField("file", "the plugin is missing; choose a jar, or a zip of jars"));
    }

    @Post("/{pluginId}/enabled")
    @Allows(Role.WRITER)
    HttpResponse<?> enable(Visit visit, DeploymentId databaseId, PluginId pluginId, Form form) {
        boolean enabled = form.text("enabled").equals("true");
        plugins.enable(visit.caller(), databaseId, pluginId, enabled);
        return Pages.goTo(path(databaseId), enabled ? Done.PLUGIN_ENABLED : Done.PLUGIN_DISABLED);
    }

    @Post("/{pluginId}/delete")
    @Allows(Role.WRITER)
    HttpResponse<?> delete(Visit visit, DeploymentId databaseId, PluginId pluginId) {
        plugins.remove(visit.caller(), databaseId, pluginId);
        return Pages.goTo(path(databaseId), Done.PLUGIN_DELETED);
    }

    private static String path(DeploymentId id) {
        return Databases.path(id) + Page.Tab.PLUGINS.path();
    }

    private HttpResponse<?> page(Visit visit, DeploymentId id, HttpStatus status, String problem) {
        DeploymentView view = databases.get(visit, id);
        return Pages.html(
                status,
                TEMPLATES.databasePlugins(
                        databases.frame(visit, view, Page.Tab.PLUGINS),
                        databases.page(visit.caller(), view, Page.Tab.PLUGINS),
                        PluginLine.of(plugins.of(visit.caller(), id)),
                        problem));
    }
}
