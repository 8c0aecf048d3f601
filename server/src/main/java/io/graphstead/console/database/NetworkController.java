package io.graphstead.console.database;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import io.graphstead.api.Allows;
import io.graphstead.api.RemoteAddress;
import io.graphstead.console.Done;
import io.graphstead.console.Form;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Live;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectChange;
import io.graphstead.identity.Projects;
import io.graphstead.identity.Right;
import io.graphstead.identity.Role;
import io.graphstead.identity.network.NetworkRuleId;
import io.graphstead.identity.network.NetworkRules;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who reaches a database: its connection URL, what it understands, and the rules of its environment. */
@Controller("/console/databases/{databaseId}/network")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class NetworkController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final Databases databases;
    private final NetworkRules rules;
    private final Projects projects;
    private final Trades trades;
    private final Live live;

    NetworkController(Databases databases, NetworkRules rules, Projects projects, Trades trades, Live live) {
        this.databases = databases;
        this.rules = rules;
        this.projects = projects;
        this.trades = trades;
        this.live = live;
    }

    @Get
    @Allows(Role.READER)
    HttpResponse<?> show(Visit visit, DeploymentId databaseId) {
        return page(visit, databaseId, HttpStatus.OK, "", "", "");
    }

    /** No HEAD: see {@link Live}. */
    @Get(value = "/events", headRoute = false)
    @Allows(Role.READER)
    HttpResponse<?> events(Visit visit, DeploymentId databaseId) {
        databases.get(visit, databaseId);
        return live.stream(() -> {
            Map<String, JteModel> parts = new LinkedHashMap<>(DatabaseController.parts(databases, visit, databaseId));
            DeploymentView view = databases.get(visit, databaseId);
            Page page = databases.page(visit.caller(), view, Page.Tab.NETWORK);
            parts.put("url-and-ways", TEMPLATES.databaseUrl(page, ways(visit, view)));
            parts.put("trade", TEMPLATES.databaseTrade(trades.last(visit.caller(), databaseId)));
            return parts;
        });
    }

    @Post("/rules")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> add(Visit visit, DeploymentId databaseId, Form form) {
        Project project = managed(visit, databaseId);
        try {
            rules.add(visit.caller(), project.id(), form.given("label"), form.given("range"));
            return Pages.goTo(path(databaseId), Done.RULE_ADDED);
        } catch (Refused refused) {
            return page(
                    visit,
                    databaseId,
                    HtmlErrors.status(refused.refusal()),
                    HtmlErrors.words(refused.refusal()).replace("ipRange", "the address"),
                    form.text("label"),
                    form.text("range"));
        }
    }

    @Post("/rules/{ruleId}/delete")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> remove(Visit visit, DeploymentId databaseId, NetworkRuleId ruleId) {
        rules.remove(visit.caller(), managed(visit, databaseId).id(), ruleId);
        return Pages.goTo(path(databaseId), Done.RULE_REMOVED);
    }

    /** Lets Bolt without TLS in, or no more, for all databases of the environment. */
    @Post("/plain-bolt")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> plainBolt(Visit visit, DeploymentId databaseId, Form form) {
        Project project = managed(visit, databaseId);
        projects.change(
                visit.caller(),
                project.id(),
                new ProjectChange(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(form.text("plainBolt").equals("true"))));
        return Pages.goTo(path(databaseId), Done.ENVIRONMENT_CHANGED);
    }

    private Project managed(Visit visit, DeploymentId id) {
        DeploymentView view = databases.get(visit, id);
        return projects.get(visit.caller(), view.project().id(), Role.ADMINISTRATOR);
    }

    static String path(DeploymentId id) {
        return Databases.path(id) + Page.Tab.NETWORK.path();
    }

    private List<NetworkView.Way> ways(Visit visit, DeploymentView view) {
        return NetworkView.ways(view, environment(visit, view).plainBolt());
    }

    private Project environment(Visit visit, DeploymentView view) {
        return projects.get(visit.caller(), view.project().id(), Role.READER);
    }

    private HttpResponse<?> page(
            Visit visit, DeploymentId id, HttpStatus status, String problem, String label, String range) {
        DeploymentView view = databases.get(visit, id);
        Project project = environment(visit, view);
        Page page = databases.page(visit.caller(), view, Page.Tab.NETWORK);
        return Pages.html(
                status,
                TEMPLATES.databaseNetwork(
                        databases.frame(visit, view, Page.Tab.NETWORK),
                        page,
                        new NetworkView(
                                rules.list(visit.caller(), project.id()).stream()
                                        .map(NetworkView.Rule::of)
                                        .toList(),
                                NetworkView.ways(view, project.plainBolt()),
                                NetworkView.isNeo4j(view),
                                project.plainBolt(),
                                visit.caller()
                                        .roleOn(project)
                                        .filter(role -> role.may(Right.MANAGE_ENVIRONMENT))
                                        .isPresent(),
                                RemoteAddress.of(visit.request()),
                                label,
                                range,
                                page.mayRun() ? trades.partners(visit.caller(), view) : List.of()),
                        trades.last(visit.caller(), id),
                        problem));
    }
}
