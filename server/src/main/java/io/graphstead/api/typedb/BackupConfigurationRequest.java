package io.graphstead.api.typedb;

import org.jspecify.annotations.Nullable;

/**
 * Which backups are to be made by themselves.
 *
 * @param frequency {@code disabled}, {@code hourly} or {@code daily}
 * @param retentionDays 7 or 30; 7 when absent
 */
record BackupConfigurationRequest(
        @Nullable String frequency, @Nullable Integer retentionDays) {}
