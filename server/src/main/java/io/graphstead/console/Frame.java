package io.graphstead.console;

import java.util.List;
import java.util.Optional;

/**
 * What surrounds a page.
 *
 * @param place which entry of the navigation it belongs to
 * @param assets where style sheets and scripts are
 * @param formToken goes into every form
 * @param said what was just done
 * @param who is signed in; empty on the pages before that
 */
public record Frame(
        String title, Place place, String assets, String formToken, Optional<String> said, Optional<Who> who) {
    /** Entries of the navigation. */
    public enum Place {
        DATABASES,
        ENVIRONMENTS,
        API_CLIENTS,
        MEMBERS,
        AUDIT,
        GDB_API,
        TYPEDB_API,
        ENGINES,
        ORGANIZATIONS,
        ALL_AUDIT,
        ACCOUNT,
        NONE
    }

    /**
     * Who is signed in, and where.
     *
     * @param current the organization whose page it is
     * @param administers whether they may see its API clients
     * @param operates whether they run the installation
     */
    public record Who(
            String email, List<Home> organizations, Optional<Home> current, boolean administers, boolean operates) {
        public Who {
            organizations = List.copyOf(organizations);
        }
    }

    /** An organization to choose. */
    public record Home(String id, String name) {}

    @Override
    public String toString() {
        return "Frame[" + title + "]";
    }
}
