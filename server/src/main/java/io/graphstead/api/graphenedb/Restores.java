package io.graphstead.api.graphenedb;

import io.graphstead.catalog.Size;
import io.graphstead.fleet.Accepted;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentName;
import io.graphstead.fleet.FirstPassword;
import io.graphstead.fleet.NewDeployment;
import io.graphstead.fleet.Snapshot;
import io.graphstead.fleet.Snapshots;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Project;
import io.graphstead.identity.Touched;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.NotFound;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks up what the words of a {@link RestoreSnapshot} name, and asks for it. */
@Singleton
final class Restores {
    private final Snapshots snapshots;
    private final Environments environments;
    private final Offer offer;

    Restores(Snapshots snapshots, Environments environments, Offer offer) {
        this.snapshots = snapshots;
        this.environments = environments;
        this.offer = offer;
    }

    Accepted restore(Caller caller, Snapshot snapshot, RestoreSnapshot asked) {
        RestoreSnapshot.NewDatabase made = asked.newDatabase();
        Optional<String> target = given(asked.targetDatabaseId());
        if (made == null) {
            return snapshots.restore(caller, snapshot.id(), target.map(Restores::parse));
        }
        if (target.isPresent()) {
            throw invalid("newDatabase", "newDatabase and targetDatabaseId exclude each other; give one of them");
        }
        Accepted accepted = snapshots.restore(caller, snapshot.id(), wanted(caller, snapshot, made));
        Touched.made("database", accepted.deployment().id().value());
        return accepted;
    }

    private NewDeployment wanted(Caller caller, Snapshot snapshot, RestoreSnapshot.NewDatabase asked) {
        Project environment = environments.forNew(
                caller,
                given(asked.environmentId())
                        .or(() -> Optional.of(Ids.text(snapshot.project().value()))),
                Optional.empty());
        String name = given(asked.name())
                .orElseThrow(() -> invalid("newDatabase.name", "newDatabase.name is missing; give it as a string"));
        Size plan = offer.plan("newDatabase.plan", given(asked.plan()).orElse(snapshot.size()));
        return new NewDeployment(
                environment,
                DeploymentName.parse("newDatabase.name", name),
                offer.release(
                        snapshot.engine(),
                        given(asked.version()).orElse(snapshot.version().text())),
                plan,
                Math.max(plan.storageGb(), snapshot.storageGb()),
                offer.storageType(environment.placement()),
                environment.placement(),
                false,
                List.of(),
                FirstPassword.GENERATED);
    }

    private static DeploymentId parse(String text) {
        return new DeploymentId(Ids.parse(text).orElseThrow(() -> new Refused(new NotFound("deployment", text))));
    }

    private static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }

    private static Optional<String> given(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
