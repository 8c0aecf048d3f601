package io.graphstead.platform;

import java.util.Optional;

/** Something without which the server cannot answer requests. Every bean of this type is asked for {@code /health}. */
public interface HealthCheck {
    /** Why requests cannot be answered now, in words that anyone may read; nothing if they can. Answers within seconds. */
    Optional<String> problem();
}
