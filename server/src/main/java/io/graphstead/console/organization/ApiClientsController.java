package io.graphstead.console.organization;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Allows;
import io.graphstead.api.TellsSecret;
import io.graphstead.console.Done;
import io.graphstead.console.Form;
import io.graphstead.console.Frame;
import io.graphstead.console.Frames;
import io.graphstead.console.HtmlErrors;
import io.graphstead.console.Pages;
import io.graphstead.console.ServerAddress;
import io.graphstead.console.Visit;
import io.graphstead.console.Words;
import io.graphstead.identity.ApiClient;
import io.graphstead.identity.ApiClientId;
import io.graphstead.identity.ApiClients;
import io.graphstead.identity.Grant;
import io.graphstead.identity.Ids;
import io.graphstead.identity.IssuedClient;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Project;
import io.graphstead.identity.Projects;
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
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** An organization's API clients: made, changed, given another secret, deleted. A secret is shown when it is made. */
@Controller("/console/organizations/{organizationId}/api-clients")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class ApiClientsController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();
    private static final String TOKEN = "token";

    private final ApiClients clients;
    private final Projects projects;
    private final Frames frames;
    private final Clock clock;

    ApiClientsController(ApiClients clients, Projects projects, Frames frames, Clock clock) {
        this.clients = clients;
        this.projects = projects;
        this.frames = frames;
        this.clock = clock;
    }

    @Get
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> list(Visit visit, OrganizationId organizationId) {
        List<Project> environments = environments(visit, organizationId);
        List<ClientLine> lines = clients.list(visit.caller(), organizationId).stream()
                .map(client -> line(client, environments))
                .toList();
        return Pages.html(TEMPLATES.organizationClients(
                frame(visit, "API Clients", organizationId), Ids.text(organizationId.value()), lines));
    }

    private ClientLine line(ApiClient client, List<Project> environments) {
        return new ClientLine(
                Ids.text(client.id().value()),
                client.label(),
                ClientAccess.of(client, environments),
                Words.ago(client.createdAt(), clock.instant()),
                client.lastUsedAt()
                        .map(used -> Words.ago(used, clock.instant()))
                        .orElse("never"));
    }

    @Get("/new")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> askNew(Visit visit, OrganizationId organizationId) {
        clients.list(visit.caller(), organizationId);
        boolean token = visit.request()
                .getParameters()
                .getFirst("kind")
                .filter(TOKEN::equals)
                .isPresent();
        return form(visit, organizationId, HttpStatus.OK, "", "", token, List.of(), "");
    }

    @Post
    @Allows(Role.ADMINISTRATOR)
    @TellsSecret
    HttpResponse<?> create(Visit visit, OrganizationId organizationId, Form form) {
        clients.list(visit.caller(), organizationId);
        boolean token = form.text("kind").equals(TOKEN);
        try {
            return secret(
                    visit,
                    clients.create(visit.caller(), organizationId, form.given("label"), ClientAccess.read(form)),
                    token);
        } catch (Refused refused) {
            return form(visit, organizationId, refused, "", form, token);
        }
    }

    @Get("/{clientId}")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> askChange(Visit visit, OrganizationId organizationId, ApiClientId clientId) {
        ApiClient client = clients.get(visit.caller(), organizationId, clientId);
        return form(
                visit,
                organizationId,
                HttpStatus.OK,
                Ids.text(clientId.value()),
                client.label(),
                false,
                client.grants(),
                "");
    }

    @Post("/{clientId}")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> change(Visit visit, OrganizationId organizationId, ApiClientId clientId, Form form) {
        clients.get(visit.caller(), organizationId, clientId);
        try {
            clients.change(
                    visit.caller(),
                    organizationId,
                    clientId,
                    form.given("label"),
                    Optional.of(ClientAccess.read(form)));
            return Pages.goTo(path(organizationId), Done.CLIENT_CHANGED);
        } catch (Refused refused) {
            return form(visit, organizationId, refused, Ids.text(clientId.value()), form, false);
        }
    }

    @Post("/{clientId}/secret/refresh")
    @Allows(Role.ADMINISTRATOR)
    @TellsSecret
    HttpResponse<?> refresh(Visit visit, OrganizationId organizationId, ApiClientId clientId) {
        return secret(visit, clients.refreshSecret(visit.caller(), organizationId, clientId), false);
    }

    @Post("/{clientId}/delete")
    @Allows(Role.ADMINISTRATOR)
    HttpResponse<?> delete(Visit visit, OrganizationId organizationId, ApiClientId clientId) {
        clients.delete(visit.caller(), organizationId, clientId);
        return Pages.goTo(path(organizationId), Done.CLIENT_DELETED);
    }

    private HttpResponse<?> secret(Visit visit, IssuedClient issued, boolean token) {
        String id = Ids.text(issued.client().id().value());
        OrganizationId organization = issued.client().organizationId();
        String secret = issued.secret().reveal();
        return Pages.html(TEMPLATES.organizationSecret(
                frame(visit, "API Clients", organization),
                new ShownSecret(
                        Ids.text(organization.value()),
                        issued.client().label(),
                        id,
                        secret,
                        ServerAddress.of(visit.request()),
                        token ? "Basic " + id + ":" + secret : "")));
    }

    private HttpResponse<?> form(
            Visit visit, OrganizationId organization, Refused refused, String id, Form form, boolean token) {
        List<Grant> granted;
        try {
            granted = ClientAccess.read(form);
        } catch (Refused unreadable) {
            granted = List.of();
        }
        return form(
                visit,
                organization,
                HtmlErrors.status(refused.refusal()),
                id,
                form.text("label"),
                token,
                granted,
                HtmlErrors.words(refused.refusal()));
    }

    private HttpResponse<?> form(
            Visit visit,
            OrganizationId organization,
            HttpStatus status,
            String id,
            String label,
            boolean token,
            List<Grant> granted,
            String problem) {
        ClientForm shown = new ClientForm(
                Ids.text(organization.value()),
                id,
                label,
                token,
                ClientAccess.everywhere(granted),
                ClientAccess.on(environments(visit, organization), granted),
                problem);
        return Pages.html(status, TEMPLATES.organizationClient(frame(visit, "API Clients", organization), shown));
    }

    private List<Project> environments(Visit visit, OrganizationId organization) {
        return projects.list(visit.caller()).stream()
                .filter(project -> project.organizationId().equals(organization))
                .toList();
    }

    private Frame frame(Visit visit, String title, OrganizationId organization) {
        return frames.of(visit, title, Frame.Place.API_CLIENTS, organization);
    }

    private static String path(OrganizationId organization) {
        return "/console/organizations/" + Ids.text(organization.value()) + "/api-clients";
    }
}
