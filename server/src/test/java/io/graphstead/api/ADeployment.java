package io.graphstead.api;

import io.graphstead.catalog.Release;
import io.graphstead.engine.Version;
import io.graphstead.fleet.BackupConfiguration;
import io.graphstead.fleet.DeploymentId;
import io.graphstead.fleet.DeploymentName;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.fleet.ShownState;
import io.graphstead.fleet.ShownStatus;
import io.graphstead.identity.Organization;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Placement;
import io.graphstead.identity.Project;
import io.graphstead.identity.ProjectId;
import io.graphstead.identity.Quota;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Deployments for tests of the dialects. */
public final class ADeployment {
    public static final Instant BORN = Instant.parse("1994-11-06T08:49:37Z");
    public static final Organization ACME = new Organization(
            new OrganizationId(UUID.fromString("00000000-0000-0000-0000-00000000000a")),
            "Acme",
            "acme",
            Quota.NONE,
            BORN);
    public static final Project DEV = new Project(
            new ProjectId(UUID.fromString("00000000-0000-0000-0000-00000000000b")),
            ACME.id(),
            "Dev",
            "dev",
            "development",
            new Placement("aws", "eu-west-1"),
            "",
            BORN);
    public static final Release NEO4J = new Release("neo4j", new Version("2026.08.1"), "community", true);

    private DeploymentId id = new DeploymentId(UUID.fromString("822b16bb-0c0d-4631-ae30-719cab74c352"));
    private Project project = DEV;
    private String name = "Test_db";
    private Release release = NEO4J;
    private String size = "ds1";
    private int storageGb = 5;
    private String storageType = "gp2";
    private Placement placement = DEV.placement();
    private boolean free;
    private BackupConfiguration backups = BackupConfiguration.NONE;
    private ShownStatus status = status(ShownState.RUNNING);

    public static ADeployment aDeployment() {
        return new ADeployment();
    }

    /** As another one is, to be changed. */
    public static ADeployment like(DeploymentView view) {
        return aDeployment()
                .with(view.id())
                .in(view.project())
                .named(view.name())
                .with(view.release())
                .size(view.size(), view.storageGb(), view.storageType(), view.placement(), view.free())
                .with(view.backups())
                .with(view.status());
    }

    public ADeployment with(DeploymentId chosen) {
        id = chosen;
        return this;
    }

    public ADeployment with(Release chosen) {
        release = chosen;
        return this;
    }

    public ADeployment with(ShownStatus chosen) {
        status = chosen;
        return this;
    }

    public ADeployment with(BackupConfiguration chosen) {
        backups = chosen;
        return this;
    }

    public ADeployment in(Project chosen) {
        project = chosen;
        return this;
    }

    public ADeployment named(String chosen) {
        name = chosen;
        return this;
    }

    public ADeployment size(String chosen, int storage, String type, Placement where, boolean isFree) {
        size = chosen;
        storageGb = storage;
        storageType = type;
        placement = where;
        free = isFree;
        return this;
    }

    public DeploymentView view() {
        return new DeploymentView(
                id,
                ACME,
                project,
                name,
                new DeploymentName(name).clusterId(),
                release,
                size,
                storageGb,
                storageType,
                placement,
                free,
                URI.create("neo4j+s://localhost:20001"),
                Optional.of(URI.create("https://localhost:20001/browser/")),
                "localhost",
                20001,
                BORN,
                List.of(),
                false,
                backups,
                status);
    }

    /** The status in which a deployment is that nothing is wrong with. */
    public static ShownStatus status(ShownState state) {
        boolean up = state == ShownState.RUNNING || state == ShownState.PAUSING || state == ShownState.DELETING;
        boolean settled = state == ShownState.RUNNING || state == ShownState.PAUSED || state == ShownState.FAILED;
        return new ShownStatus(
                state,
                false,
                !settled,
                !settled,
                false,
                up ? Optional.of(true) : Optional.empty(),
                up ? Optional.of(BORN.plusSeconds(50)) : Optional.empty(),
                up,
                state == ShownState.FAILED ? Optional.of("the engine ended at once") : Optional.empty(),
                Optional.empty());
    }

    /** Every combination of state, flags, health and serving that a status can have. */
    public static Stream<ShownStatus> everyStatus() {
        return Stream.of(ShownState.values())
                .flatMap(state -> Stream.iterate(0, bits -> bits < 32, bits -> bits + 1)
                        .flatMap(bits -> Stream.of(Optional.<Boolean>empty(), Optional.of(true), Optional.of(false))
                                .map(healthy -> new ShownStatus(
                                        state,
                                        (bits & 1) != 0,
                                        (bits & 2) != 0,
                                        (bits & 4) != 0,
                                        (bits & 8) != 0,
                                        healthy,
                                        healthy.map(_ -> BORN.plusSeconds(50)),
                                        (bits & 16) != 0,
                                        Optional.of("why"),
                                        Optional.empty()))));
    }
}
