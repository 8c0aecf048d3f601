package io.graphstead.console.organization;

import java.util.List;

/** An API client as its organization's administrators see it. */
public record ClientLine(String id, String label, List<AccessLine> access, String created, String lastUsed) {
    public ClientLine {
        access = List.copyOf(access);
    }
}
