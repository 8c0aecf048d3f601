package io.graphstead.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.platform.configuration.Setting;
import io.graphstead.platform.configuration.SettingsCatalog;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The settings of where snapshots are stored. */
class SnapshotSettingsTest {
    @Test
    void every_key_is_known() {
        SettingsCatalog catalog = new SettingsCatalog(List.of(SnapshotSettings.class));
        assertThat(catalog.all())
                .extracting(Setting::key)
                .containsExactlyInAnyOrder(
                        "snapshots.folder",
                        "snapshots.encrypt",
                        "snapshots.verify-scheduled",
                        "snapshots.bucket",
                        "snapshots.endpoint",
                        "snapshots.region",
                        "snapshots.prefix",
                        "snapshots.credentials-file");
    }
}
