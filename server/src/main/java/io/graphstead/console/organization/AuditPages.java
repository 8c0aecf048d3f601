package io.graphstead.console.organization;

import com.fasterxml.jackson.databind.ObjectMapper;
import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.audit.AuditLines;
import io.graphstead.api.audit.AuditQueries;
import io.graphstead.audit.AuditPage;
import io.graphstead.audit.AuditQuery;
import io.graphstead.console.Frame;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.server.types.files.StreamedFile;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Shows an audit log, and sends it whole as a file: an organization's, or everyone's. */
@Singleton
public final class AuditPages {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();
    private static final int PER_PAGE = 50;

    private final ObjectMapper json;

    AuditPages(ObjectMapper json) {
        this.json = json;
    }

    /** A page of events, given where it begins and how long it is; refuses whoever may not read them. */
    public interface Events {
        AuditPage page(AuditQuery query, Optional<String> token, int limit);
    }

    /** @param names of actors that have one */
    public HttpResponse<?> show(
            Visit visit, Frame frame, String path, String title, Map<String, String> names, Events events) {
        AuditFilterForm filter = AuditFilterForm.of(visit.request().getParameters());
        AuditPage found = new AuditPage(List.of(), Optional.empty());
        HttpStatus status = HttpStatus.OK;
        String problem = "";
        try {
            found = events.page(filter.query(), filter.token(), PER_PAGE);
        } catch (Refused refused) {
            if (!(refused.refusal() instanceof InvalidField)) {
                throw refused;
            }
            status = HtmlErrors.status(refused.refusal());
            problem = HtmlErrors.words(refused.refusal());
        }
        AuditView view = new AuditView(
                path,
                title,
                filter,
                actors(filter.text("actor"), names),
                found.events().stream().map(event -> AuditLine.of(event, names)).toList(),
                found.next().orElse(""),
                problem);
        return Pages.html(status, TEMPLATES.organizationAudit(frame, view));
    }

    private static List<Choice> actors(String chosen, Map<String, String> names) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        names.forEach((actor, name) -> byName.put(name, actor));
        byName.put("anonymous", "anonymous");
        byName.put("installation", "installation");
        List<Choice> choices = new ArrayList<>();
        byName.forEach((name, actor) -> choices.add(new Choice(actor, name, actor.equals(chosen))));
        if (!chosen.isEmpty() && choices.stream().noneMatch(Choice::chosen)) {
            choices.add(new Choice(chosen, chosen, true));
        }
        return choices;
    }

    /** Everything that the filter finds, written while it is read. */
    public HttpResponse<?> file(Visit visit, String name, Events events) {
        AuditQuery query = AuditFilterForm.of(visit.request().getParameters()).query();
        String format = visit.request().getParameters().getFirst("format").orElse("csv");
        if (!format.equals("csv") && !format.equals("jsonl")) {
            throw new Refused(new InvalidField("format", "format must be csv or jsonl"));
        }
        AuditPage first = events.page(query, Optional.empty(), AuditQueries.MOST);
        boolean csv = format.equals("csv");
        AuditLines lines = csv
                ? AuditLines.csv(first, next -> events.page(query, Optional.of(next), AuditQueries.MOST))
                : AuditLines.json(json, first, next -> events.page(query, Optional.of(next), AuditQueries.MOST));
        MediaType type = MediaType.of(csv ? "text/csv; charset=utf-8" : "application/x-ndjson");
        return HttpResponse.ok(new StreamedFile(lines, type).attach(name + "." + format));
    }
}
