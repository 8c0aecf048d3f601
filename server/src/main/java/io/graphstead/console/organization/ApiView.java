package io.graphstead.console.organization;

import io.graphstead.identity.Ids;
import io.graphstead.identity.Organization;
import java.util.List;

/**
 * One of the APIs, as an organization uses it.
 *
 * @param path of its pages
 * @param document where it describes itself
 * @param address where this server was reached
 */
public record ApiView(
        Api api,
        String path,
        String document,
        String address,
        String organization,
        String slug,
        List<EnvironmentLine> environments,
        List<Step> steps) {
    /** Those that this server speaks. */
    public enum Api {
        GRAPHENEDB(
                "GDB API",
                "gdb-api",
                "graphenedb",
                "Everything that the console does can be done by programs. Scripts and tools written for the GrapheneDB API"
                        + " work by changing the address."),
        TYPEDB(
                "TypeDB API",
                "typedb-api",
                "typedb",
                "Scripts written for TypeDB Cloud’s administration API work by changing the address. Its teams are the"
                        + " organizations here, and its spaces the environments.");

        private final String title;
        private final String segment;
        private final String document;
        private final String words;

        Api(String title, String segment, String document, String words) {
            this.title = title;
            this.segment = segment;
            this.document = document;
            this.words = words;
        }

        public String title() {
            return title;
        }

        public String words() {
            return words;
        }
    }

    /**
     * Something to paste.
     *
     * @param title what it does
     * @param words what to know of it; may be empty
     */
    public record Step(String id, String title, String words, String text) {}

    public ApiView {
        environments = List.copyOf(environments);
        steps = List.copyOf(steps);
    }

    static ApiView of(
            Api api, Organization organization, String address, List<EnvironmentLine> environments, List<Step> steps) {
        String id = Ids.text(organization.id().value());
        return new ApiView(
                api,
                "/console/organizations/" + id + "/" + api.segment,
                "/openapi/" + api.document + ".yml",
                address,
                id,
                organization.slug(),
                environments,
                steps);
    }

    /** Whether it is the TypeDB API. */
    public boolean isTypeDb() {
        return api == Api.TYPEDB;
    }
}
