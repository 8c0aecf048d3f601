package io.graphstead.gateway;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the gateway has to know of the databases of this host. Implemented where the server is put together. */
public interface Endpoints {
    /** All of them as they are now, those that do not serve too. Asks PostgreSQL; not for an event loop. */
    List<Endpoint> now();

    /**
     * Asks for a database that sleeps to be woken. Asks PostgreSQL; not for an event loop.
     *
     * @return why it is not, in words for those who connect; empty when it is on its way
     */
    Optional<String> wake(UUID database);

    /**
     * Tells of changes from now on, soon after each.
     *
     * @param changed quick; called on any thread
     */
    void watch(Runnable changed);
}
