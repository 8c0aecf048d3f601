package io.graphstead.api.graphenedb;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client gave for a field. */
final class Given {
    private Given() {}

    /** Clients fill what they do not know with an empty string: that is nothing given. */
    static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }
}
