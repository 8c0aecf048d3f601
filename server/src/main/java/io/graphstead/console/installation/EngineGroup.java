package io.graphstead.console.installation;

import java.util.List;

/**
 * An engine with its releases, newest first.
 *
 * @param id of its heading
 */
public record EngineGroup(String id, String name, List<ReleaseLine> releases) {
    public EngineGroup {
        releases = List.copyOf(releases);
    }

    /** How many are in place. */
    public long installed() {
        return releases.stream().filter(ReleaseLine::installed).count();
    }
}
