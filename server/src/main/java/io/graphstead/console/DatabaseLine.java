package io.graphstead.console;

import io.graphstead.catalog.Catalog;
import io.graphstead.catalog.Size;
import io.graphstead.fleet.DeploymentView;
import io.graphstead.identity.Ids;

/**
 * A database at a glance.
 *
 * @param id as paths have it
 * @param elementId of the parts of the page that are kept live
 * @param memory how much it may take
 */
public record DatabaseLine(
        String id,
        String elementId,
        String name,
        String engine,
        String version,
        StateView state,
        String environment,
        TypeColor type,
        String plan,
        String memory,
        String storage,
        String url,
        boolean isProtected) {
    public static DatabaseLine of(DeploymentView view, Catalog catalog) {
        String id = Ids.text(view.id().value());
        return new DatabaseLine(
                id,
                "d" + id,
                view.name(),
                engine(view.release().engine()),
                view.release().version().text(),
                StateView.of(view.status()),
                view.project().label(),
                TypeColor.of(view.project().grantType()),
                view.size(),
                catalog.size(view.size())
                        .map(Size::memory)
                        .map(memory -> Words.megabytes(memory.ceilingMb()))
                        .orElse("–"),
                view.storageGb() + " GB",
                view.connectionUrl().toString(),
                view.terminationProtected());
    }

    /** The product's own name. */
    public static String engine(String name) {
        return switch (name) {
            case "neo4j" -> "Neo4j";
            case "typedb" -> "TypeDB";
            default -> Words.sentence(name);
        };
    }
}
