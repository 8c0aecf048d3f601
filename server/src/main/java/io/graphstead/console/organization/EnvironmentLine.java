package io.graphstead.console.organization;

import io.graphstead.console.TypeColor;
import io.graphstead.identity.Ids;
import io.graphstead.identity.Project;

/**
 * An environment as pages show it.
 *
 * @param databases how many live in it
 */
public record EnvironmentLine(
        String id,
        String label,
        TypeColor type,
        String provider,
        String region,
        String slug,
        long databases,
        boolean plainBolt) {
    public static EnvironmentLine of(Project project, long databases) {
        return new EnvironmentLine(
                Ids.text(project.id().value()),
                project.label(),
                TypeColor.of(project.grantType()),
                project.placement().provider(),
                project.placement().region(),
                project.slug(),
                databases,
                project.plainBolt());
    }
}
