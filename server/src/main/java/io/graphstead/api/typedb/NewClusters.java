package io.graphstead.api.typedb;

import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Region;
import io.graphstead.catalog.Release;
import io.graphstead.catalog.Size;
import io.graphstead.catalog.StorageType;
import io.graphstead.fleet.DeploymentName;
import io.graphstead.fleet.FirstPassword;
import io.graphstead.fleet.NewDeployment;
import io.graphstead.identity.Placement;
import io.graphstead.identity.Project;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the fields of a {@link DeployRequest} by contract §4 and looks up what they name. */
@Singleton
final class NewClusters {
    private static final int MIN_STORAGE_GB = 10;
    private static final int MAX_STORAGE_GB = 1000;
    private static final int MAX_FREE_STORAGE_GB = 10;
    private static final int MAX_SERVERS = 9;

    private final Catalog catalog;
    private final ClusterVersions versions;

    NewClusters(Catalog catalog, ClusterVersions versions) {
        this.catalog = catalog;
        this.versions = versions;
    }

    NewDeployment read(Project project, DeployRequest asked) {
        DeploymentName id = DeploymentName.parseClusterId("id", required("id", "a string", asked.id()));
        int serverCount = required("serverCount", "a whole number", asked.serverCount());
        int storageGb = required("storageSizeGB", "a whole number", asked.storageSizeGB());
        boolean free = required("isFree", "true or false", asked.isFree());
        Size machineType;
        Placement placement;
        checkServerCount(serverCount);
        checkStorage(storageGb, free);
        String provider = provider(required("provider", "a string", asked.provider()));
        placement = placement(provider, required("region", "a string", asked.region()));
        machineType = machineType(placement, required("machineType", "a string", asked.machineType()), free);
        String storageType = storageType(provider, required("storageType", "a string", asked.storageType()));
        Release release =
                versions.find(required("version", "a string", asked.version()), Optional.ofNullable(asked.engine()));
        checkServerCount(serverCount, release);
        Optional.ofNullable(asked.backupConfiguration()).ifPresent(NewClusters::checkBackups);
        return new NewDeployment(
                project,
                id,
                release,
                machineType,
                storageGb,
                storageType,
                placement,
                free,
                List.of(),
                FirstPassword.AS_IT_IS);
    }

    private static void checkServerCount(int count) {
        if (count < 1 || count > MAX_SERVERS || count % 2 == 0) {
            throw invalid("serverCount", "serverCount is " + count + " and must be an odd number from 1 to 9");
        }
    }

    private static void checkServerCount(int count, Release release) {
        if (count != 1) {
            throw invalid(
                    "serverCount",
                    "serverCount is " + count + ", and version " + ClusterVersion.of(release)
                            + " has one server per cluster; give 1");
        }
    }

    private static void checkStorage(int gb, boolean free) {
        if (gb < MIN_STORAGE_GB || gb > MAX_STORAGE_GB) {
            throw invalid("storageSizeGB", "storageSizeGB is " + gb + " and must be from 10 to 1000");
        }
        if (free && gb > MAX_FREE_STORAGE_GB) {
            throw invalid(
                    "storageSizeGB",
                    "storageSizeGB is " + gb + ", and a free cluster has at most 10; give 10, or isFree false");
        }
    }

    private String provider(String asked) {
        List<String> providers =
                catalog.regions().stream().map(Region::provider).distinct().toList();
        return oneOf("provider", asked, providers, "");
    }

    private Placement placement(String provider, String asked) {
        List<String> regions = catalog.regions().stream()
                .filter(region -> region.provider().equals(provider))
                .map(Region::id)
                .toList();
        return new Placement(provider, oneOf("region", asked, regions, " with provider " + provider));
    }

    private Size machineType(Placement placement, String asked, boolean free) {
        List<Size> there = catalog.sizes(Size.Kind.MACHINE_TYPE).stream()
                .filter(size -> size.provider().equals(Optional.of(placement.provider())))
                .filter(size -> size.regions().contains(placement.region()))
                .toList();
        List<String> offered = there.stream()
                .filter(size -> size.free() || !free)
                .map(Size::id)
                .toList();
        String id =
                oneOf("machineType", asked, offered, " in " + placement.region() + (free ? " for a free cluster" : ""));
        return there.stream().filter(size -> size.id().equals(id)).findFirst().orElseThrow();
    }

    private String storageType(String provider, String asked) {
        List<String> types = catalog.storageTypes().stream()
                .filter(type -> type.provider().equals(provider))
                .map(StorageType::id)
                .toList();
        return oneOf("storageType", asked, types, " with provider " + provider);
    }

    private static void checkBackups(DeployRequest.BackupConfiguration asked) {
        String frequency = required("backupConfiguration.frequency", "a string", asked.frequency());
        oneOf(
                "backupConfiguration.frequency",
                frequency,
                List.of("disabled"),
                ": this installation makes no backups yet");
    }

    private static String oneOf(String field, String asked, List<String> allowed, String where) {
        if (!allowed.contains(asked)) {
            throw invalid(
                    field,
                    field + " \"" + asked + "\" is not offered" + where + "; "
                            + (allowed.isEmpty() ? "nothing else is either" : "choose " + either(allowed)));
        }
        return asked;
    }

    private static String either(List<String> words) {
        return words.size() == 1 ? words.getFirst() : "one of " + String.join(", ", words);
    }

    private static <T> T required(String field, String kind, @Nullable T value) {
        if (value == null) {
            throw invalid(field, field + " is missing; give it as " + kind);
        }
        return value;
    }

    private static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }
}
