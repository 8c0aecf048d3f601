package io.graphstead.console.organization;

import java.util.List;

/**
 * A page of the audit log.
 *
 * @param path of the page, without its query
 * @param actors those to choose from
 * @param next the token of the following page; empty text on the last one
 */
public record AuditView(
        String path,
        String title,
        AuditFilterForm filter,
        List<Choice> actors,
        List<AuditLine> lines,
        String next,
        String problem) {
    public AuditView {
        actors = List.copyOf(actors);
        lines = List.copyOf(lines);
    }

    /** What actions begin with, to choose from. */
    public List<String> actions() {
        return List.of(
                "database",
                "snapshot",
                "environment",
                "api-client",
                "member",
                "plugin",
                "network-rule",
                "invitation",
                "person",
                "token");
    }
}
