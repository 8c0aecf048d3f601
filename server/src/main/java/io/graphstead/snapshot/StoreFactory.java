package io.graphstead.snapshot;

import io.graphstead.platform.folder.DataFolder;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** Opens the store that the settings name. */
@Factory
@Requires(beans = DataFolder.class)
final class StoreFactory {
    @Singleton
    ArchiveStore store(SnapshotSettings settings, DataFolder data) {
        return settings.bucket()
                .<ArchiveStore>map(bucket -> S3Store.open(bucket, settings))
                .orElseGet(() ->
                        new FolderStore(settings.folder().orElse(data.root().resolve("snapshots"))));
    }
}
