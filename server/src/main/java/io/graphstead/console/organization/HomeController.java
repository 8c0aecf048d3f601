package io.graphstead.console.organization;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.api.Allows;
import io.graphstead.console.ConsolePaths;
import io.graphstead.console.Frame;
import io.graphstead.console.Frames;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Organizations;
import io.graphstead.identity.Role;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Where one begins: the first of one's organizations. */
@Controller(ConsolePaths.HOME)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class HomeController {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final Organizations organizations;
    private final Frames frames;

    HomeController(Organizations organizations, Frames frames) {
        this.organizations = organizations;
        this.frames = frames;
    }

    @Get
    @Allows(Role.READER)
    HttpResponse<?> home(Visit visit) {
        return organizations.list(visit.caller()).stream()
                .findFirst()
                .<HttpResponse<?>>map(first -> Pages.goTo(
                        "/console/organizations/" + Ids.text(first.id().value())))
                .orElseGet(() -> Pages.html(
                        TEMPLATES.organizationNone(frames.of(visit, "No organization yet", Frame.Place.NONE))));
    }
}
