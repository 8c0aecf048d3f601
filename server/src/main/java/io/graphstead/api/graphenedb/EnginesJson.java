package io.graphstead.api.graphenedb;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.graphstead.fleet.ReleaseView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engines of this installation with their releases, oldest first. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record EnginesJson(List<EngineJson> engines) {
    /** One product. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record EngineJson(String engine, List<ReleaseJson> releases) {}

    /** One release of it. {@code reason} says what keeps it from being installed; null when nothing does. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ReleaseJson(
            String version,
            String edition,
            @JsonProperty("default") boolean byDefault,
            boolean installed,
            boolean installable,
            @Nullable String reason) {
        static ReleaseJson of(ReleaseView view) {
            return new ReleaseJson(
                    view.release().version().text(),
                    view.release().edition(),
                    view.release().byDefault(),
                    view.installed(),
                    view.available(),
                    view.obstacle().orElse(null));
        }
    }

    static EnginesJson of(List<ReleaseView> views) {
        return new EnginesJson(views.stream()
                .map(view -> view.release().engine())
                .distinct()
                .map(engine -> new EngineJson(
                        engine,
                        views.stream()
                                .filter(view -> view.release().engine().equals(engine))
                                .map(ReleaseJson::of)
                                .toList()))
                .toList());
    }
}
