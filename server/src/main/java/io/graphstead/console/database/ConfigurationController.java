package io.graphstead.console.database;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Allows;
import io.graphstead.console.Done;
import io.graphstead.console.Form;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.fleet.ConfigurationEntry;
import io.graphstead.fleet.Configurations;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.identity.Role;
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
import java.util.List;

/** A database's settings: changed in a form, looked at once more as what will be different, then saved. */
@Controller("/console/databases/{databaseId}/configuration")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ConfigurationController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();
    private static final String FIELD = "configuration";

    private final Databases databases;
    private final Configurations configurations;

    ConfigurationController(Databases databases, Configurations configurations) {
        this.databases = databases;
        this.configurations = configurations;
    }

    @Get
    @Allows(Role.READER)
    HttpResponse<?> show(Visit visit, DeploymentId databaseId) {
        return form(visit, databaseId, HttpStatus.OK, configurations.of(visit.caller(), databaseId), "");
    }

    /** With {@code apply} it saves; without, it shows what would be different. */
    @Post
    @Allows(Role.WRITER)
    HttpResponse<?> save(Visit visit, DeploymentId databaseId, Form form) {
        configurations.checkMayReplace(visit.caller(), databaseId);
        List<ConfigurationEntry> wanted = read(form);
        if (!form.has("apply")) {
            DeploymentView view = databases.get(visit, databaseId);
            return Pages.html(TEMPLATES.databaseReview(
                    databases.frame(visit, view, Page.Tab.CONFIGURATION),
                    databases.page(visit.caller(), view, Page.Tab.CONFIGURATION),
                    SettingChange.between(configurations.of(visit.caller(), databaseId), wanted),
                    lines(wanted)));
        }
        try {
            configurations.replace(visit.caller(), databaseId, FIELD, wanted);
            return Pages.goTo(Databases.path(databaseId) + "/configuration", Done.CONFIGURED);
        } catch (Refused refused) {
            return form(
                    visit,
                    databaseId,
                    HtmlErrors.status(refused.refusal()),
                    wanted,
                    HtmlErrors.words(refused.refusal()).replaceFirst("^configuration\\[\\d+](\\.\\w+)?: ?", ""));
        }
    }

    /** A line without a key is one that was not filled in, or was to be removed. */
    private static List<ConfigurationEntry> read(Form form) {
        List<String> keys = form.all("key");
        List<String> values = form.all("value");
        List<String> secrets = form.all("secret");
        List<ConfigurationEntry> entries = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i).strip();
            if (!key.isEmpty()) {
                entries.add(new ConfigurationEntry(
                        key,
                        i < values.size() ? values.get(i).strip() : "",
                        i < secrets.size() && secrets.get(i).equals("true")));
            }
        }
        return entries;
    }

    private static List<SettingLine> lines(List<ConfigurationEntry> entries) {
        return entries.stream()
                .map(entry -> new SettingLine(entry.key(), entry.value(), entry.secret()))
                .toList();
    }

    private HttpResponse<?> form(
            Visit visit, DeploymentId id, HttpStatus status, List<ConfigurationEntry> entries, String problem) {
        DeploymentView view = databases.get(visit, id);
        return Pages.html(
                status,
                TEMPLATES.databaseConfiguration(
                        databases.frame(visit, view, Page.Tab.CONFIGURATION),
                        databases.page(visit.caller(), view, Page.Tab.CONFIGURATION),
                        lines(entries),
                        configurations.offered(visit.caller(), id),
                        problem));
    }
}
