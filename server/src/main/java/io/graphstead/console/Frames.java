package io.graphstead.console;

import io.graphstead.console.Frame.Home;
import io.graphstead.console.Frame.Place;
import io.graphstead.console.Frame.Who;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Organization;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Organizations;
import io.graphstead.identity.Right;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Makes what surrounds a page. */
@Singleton
public final class Frames {
    private final Organizations organizations;
    private final Assets assets;

    Frames(Organizations organizations, Assets assets) {
        this.organizations = organizations;
        this.assets = assets;
    }

    /** Of a page that belongs to an organization. */
    public Frame of(Visit visit, String title, Place place, OrganizationId organization) {
        return of(visit, title, place, Optional.of(organization));
    }

    /** Of a page that belongs to none. */
    public Frame of(Visit visit, String title, Place place) {
        return of(visit, title, place, Optional.empty());
    }

    /** @param formToken of the cookie that the page's answer sets or finds */
    public Frame ofStranger(String title, String formToken, Optional<Done> said) {
        return new Frame(title, Place.NONE, assets.base(), formToken, said.map(Done::words), Optional.empty());
    }

    private Frame of(Visit visit, String title, Place place, Optional<OrganizationId> organization) {
        List<Organization> all = organizations.list(visit.caller());
        Optional<Organization> current = all.stream()
                .filter(each -> organization.equals(Optional.of(each.id())))
                .findFirst()
                .or(() -> organization.isEmpty() ? all.stream().findFirst() : Optional.empty());
        boolean administers = current.flatMap(each -> visit.caller().roleOn(each.id()))
                .filter(role -> role.may(Right.MANAGE_ORGANIZATION))
                .isPresent();
        return new Frame(
                title,
                place,
                assets.base(),
                visit.formToken(),
                visit.request()
                        .getParameters()
                        .getFirst("done")
                        .flatMap(Done::parse)
                        .map(Done::words),
                Optional.of(new Who(
                        visit.session().email(),
                        all.stream().map(Frames::home).toList(),
                        current.map(Frames::home),
                        administers,
                        visit.caller().operates())));
    }

    private static Home home(Organization organization) {
        return new Home(Ids.text(organization.id().value()), organization.name());
    }
}
