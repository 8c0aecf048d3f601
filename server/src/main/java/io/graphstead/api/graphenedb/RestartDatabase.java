package io.graphstead.api.graphenedb;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a restart; it may be absent.
 *
 * @param stationIds the servers to restart; null or empty for all
 * @param reset clients send it after a change of plugins; a restart always takes up all changes
 */
record RestartDatabase(
        @Nullable List<String> stationIds, @Nullable Boolean reset) {
    List<String> stations() {
        return stationIds == null ? List.of() : stationIds;
    }

    /** The answer: an echo, and the operation to watch. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AcceptedJson(List<String> stationIds, boolean reset, String operationId) {}
}
