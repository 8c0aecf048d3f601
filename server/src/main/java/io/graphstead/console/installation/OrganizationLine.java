package io.graphstead.console.installation;

import io.graphstead.identity.Ids;
import io.graphstead.identity.Organization;
import java.util.OptionalLong;

/**
 * An organization as its installation's owner sees it.
 *
 * @param environments how many it holds
 * @param memoryMb of its quota; empty text for no limit, as the other two
 */
public record OrganizationLine(
        String id, String name, String slug, long environments, String memoryMb, String storageGb, String databases) {
    static OrganizationLine of(Organization organization, long environments) {
        return new OrganizationLine(
                Ids.text(organization.id().value()),
                organization.name(),
                organization.slug(),
                environments,
                text(organization.quota().memoryMb()),
                text(organization.quota().storageGb()),
                text(organization.quota().databases()));
    }

    private static String text(OptionalLong limit) {
        return limit.isPresent() ? Long.toString(limit.getAsLong()) : "";
    }

    /** What it may have, in words. */
    public String quota() {
        StringBuilder words = new StringBuilder();
        add(words, memoryMb, " MB memory");
        add(words, storageGb, " GB storage");
        add(words, databases, " databases");
        return words.isEmpty() ? "no limit" : words.toString();
    }

    private static void add(StringBuilder words, String limit, String of) {
        if (!limit.isEmpty()) {
            words.append(words.isEmpty() ? "" : ", ").append(limit).append(of);
        }
    }
}
