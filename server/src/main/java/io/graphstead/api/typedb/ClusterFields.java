package io.graphstead.api.typedb;

import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Region;
import io.graphstead.catalog.Size;
import io.graphstead.catalog.StorageType;
import io.graphstead.fleet.BackupConfiguration;
import io.graphstead.fleet.BackupConfiguration.Frequency;
import io.graphstead.identity.Placement;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refusal.InvalidField.Rule;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules of contract §4, field by field, for what deploys and for what updates. What is allowed stands in each refusal. */
@Singleton
final class ClusterFields {
    private static final int MIN_STORAGE_GB = 10;
    private static final int MAX_STORAGE_GB = 1000;
    private static final int MAX_FREE_STORAGE_GB = 10;
    private static final int MAX_SERVERS = 9;
    private static final List<Integer> RETENTION_DAYS = List.of(7, 30);
    /** A free cluster's refusals are about being free, whatever field it would have to change for it. */
    private static final String FREE = "isFree";

    private final Catalog catalog;

    ClusterFields(Catalog catalog) {
        this.catalog = catalog;
    }

    static void checkServerCount(int count) {
        if (count < 1 || count > MAX_SERVERS || count % 2 == 0) {
            throw invalid("serverCount", "serverCount is " + count + " and must be an odd number from 1 to 9");
        }
    }

    static void checkStorage(int gb, boolean free) {
        if (gb < MIN_STORAGE_GB || gb > MAX_STORAGE_GB) {
            throw invalid("storageSizeGB", "storageSizeGB is " + gb + " and must be from 10 to 1000");
        }
        if (free && gb > MAX_FREE_STORAGE_GB) {
            throw invalid(
                    FREE,
                    "storageSizeGB is " + gb + ", and a free cluster has at most 10; give 10, or deploy one with"
                            + " isFree false");
        }
    }

    String provider(String asked) {
        List<String> providers =
                catalog.regions().stream().map(Region::provider).distinct().toList();
        return oneOf("provider", asked, providers, "");
    }

    Placement placement(String provider, String asked) {
        List<String> regions = catalog.regions().stream()
                .filter(region -> region.provider().equals(provider))
                .map(Region::id)
                .toList();
        return new Placement(provider, oneOf("region", asked, regions, " with provider " + provider));
    }

    Size machineType(Placement placement, String asked, boolean free) {
        List<Size> there = catalog.sizes(Size.Kind.MACHINE_TYPE).stream()
                .filter(size -> size.provider().equals(Optional.of(placement.provider())))
                .filter(size -> size.regions().contains(placement.region()))
                .toList();
        Size found = one(asked, there, " in " + placement.region());
        if (free && !found.free()) {
            String others = String.join(
                    ", ", there.stream().filter(Size::free).map(Size::id).toList());
            throw invalid(
                    FREE,
                    "machineType \"" + asked + "\" is not free in " + placement.region() + "; "
                            + (others.isEmpty() ? "" : "choose " + others + ", or ") + "deploy one with isFree false");
        }
        return found;
    }

    /** For a cluster that the other dialect made: its plan is its machine type, and so are all plans. */
    Size plan(String asked) {
        return one(asked, catalog.sizes(Size.Kind.PLAN), " for this cluster, which has a plan");
    }

    private static Size one(String asked, List<Size> offered, String where) {
        String id = oneOf("machineType", asked, offered.stream().map(Size::id).toList(), where);
        return offered.stream().filter(size -> size.id().equals(id)).findFirst().orElseThrow();
    }

    String storageType(String provider, String asked) {
        List<String> types = catalog.storageTypes().stream()
                .filter(type -> type.provider().equals(provider))
                .map(StorageType::id)
                .toList();
        return oneOf("storageType", asked, types, " with provider " + provider);
    }

    static BackupConfiguration backups(BackupConfigurationRequest asked, boolean free) {
        List<String> words =
                Arrays.stream(Frequency.values()).map(ClusterFields::word).toList();
        String field = "backupConfiguration.frequency";
        String word = oneOf(field, required(field, "a string", asked.frequency()), words, "");
        int days = Optional.ofNullable(asked.retentionDays()).orElse(BackupConfiguration.NONE.retentionDays());
        if (!RETENTION_DAYS.contains(days)) {
            throw invalid(
                    "backupConfiguration.retentionDays",
                    "backupConfiguration.retentionDays is " + days + "; choose 7 or 30");
        }
        Frequency frequency = Frequency.valueOf(word.toUpperCase(Locale.ROOT));
        if (free && frequency != Frequency.DISABLED) {
            throw invalid(
                    FREE,
                    "backupConfiguration.frequency is " + word
                            + ", and a free cluster has no backups; give disabled, or"
                            + " deploy one with isFree false");
        }
        return new BackupConfiguration(frequency, days);
    }

    /** How this dialect writes a frequency. */
    static String word(Frequency frequency) {
        return frequency.name().toLowerCase(Locale.ROOT);
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

    /** @param kind what it should be given as */
    static <T> T required(String field, String kind, @Nullable T value) {
        if (value == null) {
            throw new Refused(new InvalidField(field, Rule.MISSING, field + " is missing; give it as " + kind));
        }
        return value;
    }

    static Refused invalid(String field, String words) {
        return new Refused(new InvalidField(field, words));
    }
}
