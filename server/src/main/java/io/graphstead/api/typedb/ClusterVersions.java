package io.graphstead.api.typedb;

import io.graphstead.catalog.Release;
import io.graphstead.fleet.Fleet;
import io.graphstead.fleet.ReleaseView;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.UnknownVersion;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The versions that can be deployed now, and what a client's {@code version} names. Contract §7. */
@Singleton
final class ClusterVersions {
    /** Ascending, TypeDB's after all others: so the last is the newest TypeDB. */
    private static final Comparator<Release> ASCENDING = Comparator.comparing(
                    (Release release) -> release.engine().equals(ClusterVersion.TYPEDB))
            .thenComparing(Release::engine)
            .thenComparing(Release::version);

    private final Fleet fleet;

    ClusterVersions(Fleet fleet) {
        this.fleet = fleet;
    }

    List<String> available() {
        return available(fleet.releases());
    }

    /**
     * The release that is meant.
     *
     * @param engine the deploy object's own {@code engine}, if it has one
     * @throws Refused when it is not known or cannot be had here
     */
    Release find(String version, Optional<String> engine) {
        List<ReleaseView> releases = fleet.releases();
        engine.ifPresent(name -> checkEngine(name, releases));
        if (version.equals(ClusterVersion.LATEST)) {
            return latest(engine, releases);
        }
        ReleaseView found = releases.stream()
                .filter(view -> names(version, engine, view.release()))
                .findFirst()
                .orElseThrow(() -> unknown(version, "is not known here", releases));
        if (!found.available()) {
            throw unknown(version, "cannot be had here: " + found.obstacle().orElse(""), releases);
        }
        return found.release();
    }

    /** A version is written with its engine before it; where {@code engine} says which, its number alone will do. */
    private static boolean names(String version, Optional<String> engine, Release release) {
        if (engine.isPresent() && !engine.get().equals(release.engine())) {
            return false;
        }
        return version.equals(ClusterVersion.of(release))
                || (engine.isPresent() && version.equals(release.version().text()));
    }

    /** Looks from the newest on, so that of older ones nothing is asked when that one can be had. */
    private static Release latest(Optional<String> engine, List<ReleaseView> releases) {
        List<ReleaseView> newestFirst = releases.stream()
                .filter(view ->
                        engine.isEmpty() || engine.get().equals(view.release().engine()))
                .sorted(Comparator.comparing(ReleaseView::release, ASCENDING).reversed())
                .toList();
        return newestFirst.stream()
                .filter(ReleaseView::available)
                .map(ReleaseView::release)
                .findFirst()
                .orElseThrow(() -> unknown(ClusterVersion.LATEST, noneToBeHad(newestFirst), releases));
    }

    private static String noneToBeHad(List<ReleaseView> newestFirst) {
        return "names none that can be had here now"
                + newestFirst.stream()
                        .findFirst()
                        .flatMap(ReleaseView::obstacle)
                        .map(why -> ": " + why)
                        .orElse("");
    }

    private static void checkEngine(String name, List<ReleaseView> releases) {
        List<String> engines = releases.stream()
                .map(view -> view.release().engine())
                .distinct()
                .sorted()
                .toList();
        if (!engines.contains(name)) {
            throw new Refused(new InvalidField(
                    "engine",
                    "engine \"" + name + "\" is not served here; choose "
                            + (engines.isEmpty() ? "none: no engine is" : String.join(" or ", engines))));
        }
    }

    private static Refused unknown(String version, String why, List<ReleaseView> releases) {
        List<String> available = available(releases);
        return new Refused(new UnknownVersion(
                version,
                available,
                "version \"" + version + "\" " + why + "; "
                        + (available.isEmpty()
                                ? "no version can be deployed at the moment"
                                : "choose one of " + String.join(", ", available)
                                        + " or latest (GET /api/v1/cluster-versions lists them)")
                        + ". An operator adds versions in the installation's catalogue"));
    }

    private static List<String> available(List<ReleaseView> releases) {
        return releases.stream()
                .filter(ReleaseView::available)
                .map(ReleaseView::release)
                .sorted(ASCENDING)
                .map(ClusterVersion::of)
                .toList();
    }
}
