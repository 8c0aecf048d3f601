package io.graphstead.api.graphenedb;

import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Release;
import io.graphstead.catalog.Size;
import io.graphstead.catalog.StorageType;
import io.graphstead.fleet.DeploymentName;
import io.graphstead.fleet.NewDeployment;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Placement;
import io.graphstead.identity.Project;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.UnknownVersion;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks up what the words of a {@link CreateDatabase} name. Contract §3, the create row. */
@Singleton
final class NewDatabases {
    private final Environments environments;
    private final Vendors vendors;
    private final Catalog catalog;

    NewDatabases(Environments environments, Vendors vendors, Catalog catalog) {
        this.environments = environments;
        this.vendors = vendors;
        this.catalog = catalog;
    }

    NewDeployment read(Caller caller, Vendor vendor, CreateDatabase asked) {
        Project environment = environments.forNew(caller, given(asked.environmentId()), given(asked.awsRegion()));
        DeploymentName name = DeploymentName.parse("name", required("name", asked.name()));
        Size plan = plan(required("plan", asked.plan()));
        Release release = release(vendor, given(asked.version()), given(asked.edition()));
        checkRegion(environment, given(asked.awsRegion()));
        checkExtras(plan, asked);
        return new NewDeployment(
                environment,
                name,
                release,
                plan,
                plan.storageGb(),
                storageType(environment.placement()),
                environment.placement(),
                false);
    }

    private Size plan(String id) {
        return catalog.size(id)
                .filter(size -> size.kind() == Size.Kind.PLAN)
                .orElseThrow(() -> new Refused(new InvalidField(
                        "plan",
                        "plan \"" + id + "\" is not offered here; choose one of "
                                + String.join(
                                        ", ",
                                        catalog.sizes(Size.Kind.PLAN).stream()
                                                .map(Size::id)
                                                .toList())
                                + " (GET /deployments/plans lists them)")));
    }

    private Release release(Vendor vendor, Optional<String> version, Optional<String> edition) {
        String engine = vendor.engine().orElseThrow(() -> vendors.unknown(vendor.segment()));
        Release release = version.map(number -> catalog.release(engine, number))
                .orElseGet(() -> catalog.defaultRelease(engine))
                .orElseThrow(() -> unknownVersion(engine, vendor, version));
        edition.filter(word -> !word.equalsIgnoreCase(release.edition())).ifPresent(word -> {
            throw new Refused(new InvalidField(
                    "edition",
                    "edition \"" + word + "\" is not offered for version " + release.version() + "; choose "
                            + release.edition() + ", or leave edition out"));
        });
        return release;
    }

    private Refused unknownVersion(String engine, Vendor vendor, Optional<String> version) {
        List<String> offered = catalog.releasesOf(engine).stream()
                .map(release -> release.version().text())
                .toList();
        String what = version.map(
                        number -> "version \"" + number + "\" of " + vendor.segment() + " is not offered here")
                .orElse("no version of " + vendor.segment() + " is offered here");
        String instead = offered.isEmpty()
                ? "; GET /deployments/versions lists what is"
                : "; choose one of " + String.join(", ", offered) + " (GET /deployments/versions lists them)";
        return new Refused(new UnknownVersion(version.orElse(""), offered, what + instead));
    }

    private static void checkRegion(Project environment, Optional<String> awsRegion) {
        String region = environment.placement().region();
        awsRegion.filter(asked -> !asked.equals(region)).ifPresent(asked -> {
            throw new Refused(new InvalidField(
                    "awsRegion",
                    "awsRegion \"" + asked + "\" is not the region of the environment, which is " + region
                            + "; leave awsRegion out, or name an environment in that region"));
        });
    }

    private static void checkExtras(Size plan, CreateDatabase asked) {
        Stream.of(new Extras("enabledExtrasKinds", asked.enabledExtrasKinds()), new Extras("extras", asked.extras()))
                .forEach(extras -> extras.check(plan));
    }

    /** Extras under the name of the field in which they were asked for. */
    private record Extras(String field, @Nullable List<String> kinds) {
        void check(Size plan) {
            if (kinds == null) {
                return;
            }
            for (String kind : kinds) {
                if (kind != null && !kind.isBlank() && !plan.extras().contains(kind)) {
                    throw new Refused(new InvalidField(
                            field,
                            "extra \"" + kind + "\" is not offered with plan " + plan.id() + "; "
                                    + (plan.extras().isEmpty()
                                            ? "that plan has no extras: leave " + field + " out"
                                            : "choose from " + String.join(", ", plan.extras()))));
                }
            }
        }
    }

    private String storageType(Placement placement) {
        return catalog.storageTypes().stream()
                .filter(type -> type.provider().equals(placement.provider()))
                .map(StorageType::id)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the catalogue has no storage type for provider " + placement.provider()));
    }

    private static String required(String field, @Nullable String value) {
        return given(value)
                .orElseThrow(() -> new Refused(new InvalidField(field, field + " is missing; give it as a string")));
    }

    /** Clients fill what they do not know with an empty string: that is nothing given. */
    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
