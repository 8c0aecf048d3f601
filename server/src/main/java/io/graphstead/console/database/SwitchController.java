package io.graphstead.console.database;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Allows;
import io.graphstead.console.Done;
import io.graphstead.console.Form;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.Switching;
import io.graphstead.identity.Ids;
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

/** Trades the connection URLs of two databases, once a picture of it was looked at. */
@Controller("/console/databases/{databaseId}/network/switch")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class SwitchController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();
    private static final String TARGET = "target";

    private final Databases databases;
    private final Switching switching;
    private final Trades trades;

    SwitchController(Databases databases, Switching switching, Trades trades) {
        this.databases = databases;
        this.switching = switching;
        this.trades = trades;
    }

    /** What will be traded, before it is. */
    @Get
    @Allows(Role.WRITER)
    HttpResponse<?> review(Visit visit, DeploymentId databaseId) {
        DeploymentView view = databases.writable(visit, databaseId);
        String target = visit.request().getParameters().getFirst(TARGET).orElse("");
        return page(visit, view, databases.writable(visit, target(target)), HttpStatus.OK, "");
    }

    @Post
    @Allows(Role.WRITER)
    HttpResponse<?> trade(Visit visit, DeploymentId databaseId, Form form) {
        DeploymentView view = databases.writable(visit, databaseId);
        DeploymentView other = databases.writable(visit, target(form.text(TARGET)));
        try {
            switching.trade(visit.caller(), databaseId, TARGET, other.id());
            return Pages.goTo(NetworkController.path(databaseId), Done.TRADING);
        } catch (Refused refused) {
            return page(visit, view, other, HtmlErrors.status(refused.refusal()), HtmlErrors.words(refused.refusal()));
        }
    }

    private static DeploymentId target(String text) {
        return Ids.parse(text)
                .map(DeploymentId::new)
                .orElseThrow(() -> new Refused(new InvalidField(
                        TARGET, "the other database is missing; choose one of the list on the page before")));
    }

    private HttpResponse<?> page(
            Visit visit, DeploymentView view, DeploymentView other, HttpStatus status, String problem) {
        return Pages.html(
                status,
                TEMPLATES.databaseSwitch(
                        databases.frame(visit, view, Page.Tab.NETWORK),
                        databases.page(visit.caller(), view, Page.Tab.NETWORK),
                        databases.page(visit.caller(), other, Page.Tab.NETWORK),
                        trades.drainWords(),
                        problem));
    }
}
