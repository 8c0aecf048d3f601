package io.graphstead.api.graphenedb;

import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Release;
import io.graphstead.catalog.Size;
import io.graphstead.catalog.StorageType;
import io.graphstead.identity.Placement;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.UnknownVersion;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.List;

/** Looks up what requests name of the catalogue; what is not in it is refused naming what is. */
@Singleton
final class Offer {
    private final Catalog catalog;

    Offer(Catalog catalog) {
        this.catalog = catalog;
    }

    Size plan(String field, String id) {
        return catalog.size(id)
                .filter(size -> size.kind() == Size.Kind.PLAN)
                .orElseThrow(() -> new Refused(new InvalidField(
                        field,
                        field + " \"" + id + "\" is not offered here; choose one of "
                                + String.join(
                                        ", ",
                                        catalog.sizes(Size.Kind.PLAN).stream()
                                                .map(Size::id)
                                                .toList())
                                + " (GET /deployments/plans lists them)")));
    }

    Release release(String engine, String number) {
        return catalog.release(engine, number).orElseThrow(() -> unknown(engine, number));
    }

    /** The release that a database gets when none is named. */
    Release defaultRelease(String engine) {
        return catalog.defaultRelease(engine).orElseThrow(() -> unknown(engine, ""));
    }

    /** The storage that databases of this dialect have, which does not speak of it. */
    String storageType(Placement placement) {
        return catalog.storageTypes().stream()
                .filter(type -> type.provider().equals(placement.provider()))
                .map(StorageType::id)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the catalogue has no storage type for provider " + placement.provider()));
    }

    private Refused unknown(String engine, String number) {
        String segment = Vendors.of(engine).segment();
        List<String> offered = catalog.releasesOf(engine).stream()
                .map(release -> release.version().text())
                .toList();
        String what = number.isEmpty()
                ? "no version of " + segment + " is offered here"
                : "version \"" + number + "\" of " + segment + " is not offered here";
        String instead = offered.isEmpty()
                ? "; GET /deployments/versions lists what is"
                : "; choose one of " + String.join(", ", offered) + " (GET /deployments/versions lists them)";
        return new Refused(new UnknownVersion(number, offered, what + instead));
    }
}
