package io.graphstead.gateway;

import java.util.List;

/** What the gateway has to know of the databases of this host. Implemented where the server is put together. */
public interface Endpoints {
    /** All of them as they are now, those that do not serve too. Asks PostgreSQL; not for an event loop. */
    List<Endpoint> now();

    /**
     * Tells of changes from now on, soon after each.
     *
     * @param changed quick; called on any thread
     */
    void watch(Runnable changed);
}
