package io.graphstead.console.database;

import gg.jte.generated.precompiled.StaticTemplates;
import io.graphstead.console.Pages;
import io.graphstead.console.Visit;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.FirstUsers;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.util.Optional;

/** A database's first page, with its credentials once they were asked for. */
@Singleton
final class OverviewPage {
    private static final StaticTemplates TEMPLATES = new StaticTemplates();

    private final Databases databases;
    private final SnapshotViews snapshots;
    private final FirstUsers users;

    OverviewPage(Databases databases, SnapshotViews snapshots, FirstUsers users) {
        this.databases = databases;
        this.snapshots = snapshots;
        this.users = users;
    }

    /** @param credentials revealed ones */
    HttpResponse<?> show(Visit visit, DeploymentView view, Optional<CredentialsView> credentials) {
        Page page = databases.page(visit.caller(), view, Page.Tab.OVERVIEW);
        return Pages.html(TEMPLATES.databaseOverview(
                databases.frame(visit, view, Page.Tab.OVERVIEW),
                page,
                databases.newest(visit.caller(), view.id(), page.mayRun()),
                Snippets.of(view),
                credentials,
                snapshots.newest(view),
                page.mayRun() && users.hasMakersPassword(visit.caller(), view.id())));
    }
}
