package io.graphstead.api.graphenedb;

import io.graphstead.catalog.Release;
import io.graphstead.catalog.Size;
import io.graphstead.fleet.DeploymentName;
import io.graphstead.fleet.FirstPassword;
import io.graphstead.fleet.NewDeployment;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Project;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks up what the words of a {@link CreateDatabase} name. Contract §3, the create row. */
@Singleton
final class NewDatabases {
    private final Environments environments;
    private final Vendors vendors;
    private final Offer offer;

    NewDatabases(Environments environments, Vendors vendors, Offer offer) {
        this.environments = environments;
        this.vendors = vendors;
        this.offer = offer;
    }

    NewDeployment read(Caller caller, Vendor vendor, CreateDatabase asked) {
        Project environment =
                environments.forNew(caller, Given.text(asked.environmentId()), Given.text(asked.awsRegion()));
        DeploymentName name = DeploymentName.parse("name", required("name", asked.name()));
        Size plan = offer.plan("plan", required("plan", asked.plan()));
        Release release = release(vendor, Given.text(asked.version()), Given.text(asked.edition()));
        checkRegion(environment, Given.text(asked.awsRegion()));
        List<String> extras = extras(plan, asked);
        return new NewDeployment(
                environment,
                name,
                release,
                plan,
                plan.storageGb(),
                offer.storageType(environment.placement()),
                environment.placement(),
                false,
                extras,
                FirstPassword.GENERATED);
    }

    private Release release(Vendor vendor, Optional<String> version, Optional<String> edition) {
        String engine = vendor.engine().orElseThrow(() -> vendors.unknown(vendor.segment()));
        Release release =
                version.map(number -> offer.release(engine, number)).orElseGet(() -> offer.defaultRelease(engine));
        edition.filter(word -> !word.equalsIgnoreCase(release.edition())).ifPresent(word -> {
            throw new Refused(new InvalidField(
                    "edition",
                    "edition \"" + word + "\" is not offered for version " + release.version() + "; choose "
                            + release.edition() + ", or leave edition out"));
        });
        return release;
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

    /** Of both fields that extras can be asked for in. */
    private static List<String> extras(Size plan, CreateDatabase asked) {
        List<String> all = new ArrayList<>(Extras.checked("enabledExtrasKinds", asked.enabledExtrasKinds(), plan));
        all.addAll(Extras.checked("extras", asked.extras(), plan));
        return all.stream().distinct().toList();
    }

    private static String required(String field, @Nullable String value) {
        return Given.text(value)
                .orElseThrow(() -> new Refused(new InvalidField(field, field + " is missing; give it as a string")));
    }
}
