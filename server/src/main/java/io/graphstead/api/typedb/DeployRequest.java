package io.graphstead.api.typedb;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** The body of a deploy. Contract §3 and §4. */
record DeployRequest(
        @Nullable String id,
        @Nullable Integer serverCount,
        @Nullable Integer storageSizeGB,
        @Nullable String provider,
        @Nullable String region,
        @JsonProperty("isFree") @Nullable Boolean isFree,
        @Nullable String machineType,
        @Nullable String storageType,
        @Nullable String version,
        @Nullable BackupConfigurationRequest backupConfiguration,
        @Nullable String engine) {}
