package io.graphstead.console.database;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Allows;
import io.graphstead.console.Form;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.engine.query.QueryFailed;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.Querying;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks a database in its own language. Without a script the answer comes as the whole page; with one, as the part below the
 * editor. By POST, so that no link asks anything, and the text is in no address.
 */
@Controller("/console/databases/{databaseId}/query")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class QueryController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final Databases databases;
    private final Querying querying;

    QueryController(Databases databases, Querying querying) {
        this.databases = databases;
        this.querying = querying;
    }

    @Get
    @Allows(Role.READER)
    HttpResponse<?> show(Visit visit, DeploymentId databaseId) {
        Optional<Querying.Offer> offer = querying.offer(visit.caller(), databaseId);
        return page(visit, databaseId, offer, offer.map(QueryForm::first), Optional.empty(), HttpStatus.OK);
    }

    @Post
    @Allows(Role.READER)
    HttpResponse<?> ask(Visit visit, DeploymentId databaseId, Form form) {
        Optional<Querying.Offer> offer = querying.offer(visit.caller(), databaseId);
        if (offer.isEmpty()) {
            throw new Refused(
                    new InvalidField("database", "this release takes no queries here; use one of its clients"));
        }
        QueryForm asked = QueryForm.read(form, offer.get());
        Told told = told(visit, databaseId, asked);
        if (visit.request().getHeaders().contains("HX-Request")) {
            return Pages.html(told.status(), TEMPLATES.databaseQueryResult(told.result()));
        }
        return page(visit, databaseId, offer, Optional.of(asked.again()), Optional.of(told.result()), told.status());
    }

    /** What came of it, and with which status. */
    private record Told(HttpStatus status, QueryResult result) {}

    private Told told(Visit visit, DeploymentId id, QueryForm asked) {
        long begun = System.nanoTime();
        try {
            return new Told(
                    HttpStatus.OK,
                    QueryResult.of(
                            querying.ask(visit.caller(), id, asked.query()),
                            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)));
        } catch (QueryFailed failed) {
            return new Told(HttpStatus.OK, QueryResult.of(failed));
        } catch (Refused refused) {
            HttpStatus status = HtmlErrors.status(refused.refusal());
            if (status == HttpStatus.NOT_FOUND || status == HttpStatus.UNAUTHORIZED) {
                throw refused;
            }
            return new Told(
                    status,
                    new QueryResult.Failed("Not done", "", HtmlErrors.words(refused.refusal()), Optional.empty()));
        }
    }

    /** Ends a query of the caller's that runs. What comes of that, the query's own answer says. */
    @Post("/cancel")
    @Allows(Role.READER)
    HttpResponse<?> cancel(Visit visit, DeploymentId databaseId, Form form) {
        boolean found = querying.cancel(visit.caller(), databaseId, form.text("run"));
        return visit.request().getHeaders().contains("HX-Request")
                ? HttpResponse.noContent().header("X-Found", String.valueOf(found))
                : Pages.goTo(Databases.path(databaseId) + "/query");
    }

    private HttpResponse<?> page(
            Visit visit,
            DeploymentId id,
            Optional<Querying.Offer> offer,
            Optional<QueryForm> form,
            Optional<QueryResult> result,
            HttpStatus status) {
        DeploymentView view = databases.get(visit, id);
        List<String> names = List.of();
        String problem = "";
        if (offer.isPresent() && view.status().serving()) {
            try {
                names = querying.databases(visit.caller(), id);
            } catch (QueryFailed failed) {
                problem = failed.words();
            } catch (Refused refused) {
                problem = HtmlErrors.words(refused.refusal());
            }
        }
        boolean namesOne = offer.isPresent() && offer.get().language().word().equals("typeql");
        return Pages.html(
                status,
                TEMPLATES.databaseQuery(
                        databases.frame(visit, view, Page.Tab.QUERY),
                        databases.page(visit.caller(), view, Page.Tab.QUERY),
                        offer,
                        form,
                        names,
                        namesOne,
                        view.status().serving(),
                        problem,
                        result));
    }
}
