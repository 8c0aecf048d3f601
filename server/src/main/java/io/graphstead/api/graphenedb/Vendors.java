package io.graphstead.api.graphenedb;

import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Release;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The vendors that are served here: one per engine. */
@Singleton
public final class Vendors {
    private static final Vendor NEO4J = new Vendor("graphneo", Optional.of("neo4j"));
    private static final Vendor TYPEDB = new Vendor("graphtypedb", Optional.of("typedb"));

    private final List<Vendor> served;

    public Vendors(Catalog catalog) {
        this.served = Stream.concat(
                        Stream.of(NEO4J, TYPEDB),
                        catalog.releases().stream().map(Release::engine).map(Vendors::of))
                .distinct()
                .toList();
    }

    /** The vendor of an engine. */
    public static Vendor of(String engine) {
        return Stream.of(NEO4J, TYPEDB)
                .filter(vendor -> vendor.serves(engine))
                .findFirst()
                .orElseGet(() -> new Vendor("graph" + engine, Optional.of(engine)));
    }

    /**
     * The vendor that a path's segment names.
     *
     * @throws Refused naming those served when it is none of them
     */
    public Vendor parse(String segment) {
        return Stream.concat(served.stream(), Stream.of(Vendor.NOT_NAMED))
                .filter(vendor -> vendor.segment().equals(segment))
                .findFirst()
                .orElseThrow(() -> unknown(segment));
    }

    Refused unknown(String segment) {
        return new Refused(new InvalidField(
                "vendor",
                "vendor \"" + segment + "\" is not served here; put one of "
                        + String.join(", ", served.stream().map(Vendor::segment).toList())
                        + " in its place in the path"));
    }
}
