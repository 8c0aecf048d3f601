package io.graphstead.api.typedb;

import io.graphstead.catalog.Release;

/** How this dialect writes the version of a release: TypeDB's plain, another engine's after its name. Contract §7. */
final class ClusterVersion {
    static final String TYPEDB = "typedb";
    static final String LATEST = "latest";

    private ClusterVersion() {}

    static String of(Release release) {
        return of(release.engine(), release.version().text());
    }

    static String of(String engine, String number) {
        return engine.equals(TYPEDB) ? number : engine + "-" + number;
    }
}
