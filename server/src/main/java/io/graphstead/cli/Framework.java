package io.graphstead.cli;

import io.graphstead.api.Multipart;
import io.graphstead.platform.folder.ServerSettings;
import io.micronaut.context.env.PropertySource;
import java.util.Map;

/** How the framework is set up; not for operators, whose settings are records of ours. */
final class Framework {
    /** Of a request's first line. */
    static final int LONGEST_LINE = 1 << 16;

    private Framework() {}

    static PropertySource properties(ServerSettings server) {
        return PropertySource.of(
                "framework",
                Map.of(
                        // the longest that any route takes; each reads no more than it needs
                        "micronaut.server.max-request-size",
                        Multipart.LONGEST_ARCHIVE + (1 << 20),
                        // longer than any is taken, so that a refusal knows the path and with it the dialect
                        "micronaut.server.netty.max-initial-line-length",
                        LONGEST_LINE,
                        "micronaut.application.name",
                        "graphstead",
                        "micronaut.server.host",
                        server.listenAddress(),
                        "micronaut.server.ssl.enabled",
                        true,
                        "micronaut.server.ssl.port",
                        server.port()));
    }
}
