package io.graphstead.runtime.process;

import io.graphstead.runtime.Places;
import io.graphstead.runtime.PortPurpose;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Places that exist in words only, for looking at what an engine makes of them. */
final class SomePlaces {
    private SomePlaces() {}

    static Places with(Map<PortPurpose, Integer> ports) {
        return new Places(
                Path.of("/distribution"),
                Optional.empty(),
                Path.of("/data"),
                Path.of("/config"),
                Path.of("/attachments"),
                Path.of("/logs"),
                "127.0.0.1",
                ports);
    }
}
