package io.graphstead.api.graphenedb;

import org.jspecify.annotations.Nullable;

/**
 * Where a snapshot is to be restored; in place when nothing is said.
 *
 * @param targetDatabaseId a database whose data it replaces
 * @param newDatabase a database to be made with its data
 */
record RestoreSnapshot(
        @Nullable String targetDatabaseId, @Nullable NewDatabase newDatabase) {
    /**
     * One to be made.
     *
     * @param environmentId left out: that of the snapshot
     * @param plan left out: that of the database that the snapshot is of, and so with the version
     */
    record NewDatabase(
            @Nullable String name,
            @Nullable String environmentId,
            @Nullable String plan,
            @Nullable String version) {}
}
