package io.graphstead.fleet;

import io.graphstead.catalog.Release;
import io.graphstead.catalog.Size;
import java.util.Optional;

/**
 * What is to become different of a deployment, all of it at once or nothing. What is empty stays as it is. Dialects have
 * looked up what their words name; whether it may be had is the fleet's question.
 *
 * @param clusterId its new cluster id
 * @param storageGb what its volume grows to
 */
public record DeploymentChange(
        Optional<Asked<DeploymentName>> clusterId,
        Optional<BackupConfiguration> backups,
        Optional<Asked<Integer>> storageGb,
        Optional<Asked<Size>> size,
        Optional<Asked<Release>> release) {

    /**
     * Something that is asked for.
     *
     * @param field the field that asks for it, which refusals name
     */
    public record Asked<T>(String field, T value) {}
}
