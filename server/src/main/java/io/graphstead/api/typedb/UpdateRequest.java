package io.graphstead.api.typedb;

import org.jspecify.annotations.Nullable;

/**
 * The body of an update: at least one of these; what is absent or null stays as it is. Contract §1.
 *
 * @param id its new id, good for paths at once
 */
record UpdateRequest(
        @Nullable String id,
        @Nullable BackupConfigurationRequest backupConfiguration,
        @Nullable Integer storageSizeGB,
        @Nullable String machineType,
        @Nullable String version) {}
