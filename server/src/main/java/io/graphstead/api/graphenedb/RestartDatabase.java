package io.graphstead.api.graphenedb;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a restart; it may be absent.
 *
 * @param stationIds the servers to restart; null or empty for all
 * @param reset clients send it after a change of plugins; a restart always takes up all changes
 */
record RestartDatabase(
        @Nullable List<@Nullable String> stationIds,
        @Nullable Boolean reset) {
    List<String> stations() {
        if (stationIds == null) {
            return List.of();
        }
        List<String> stations = new ArrayList<>();
        for (String station : stationIds) {
            if (station == null) {
                String field = "stationIds[" + stations.size() + "]";
                throw new Refused(new InvalidField(field, field + " must be text (a JSON string)"));
            }
            stations.add(station);
        }
        return stations;
    }

    /** The answer: an echo, and the operation to watch. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record AcceptedJson(List<String> stationIds, boolean reset, String operationId) {}
}
