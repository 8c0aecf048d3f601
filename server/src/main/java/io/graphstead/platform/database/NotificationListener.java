package io.graphstead.platform.database;

/**
 * Told what others said by NOTIFY. Called on the one thread that listens: an implementation returns quickly and asks
 * PostgreSQL nothing.
 */
public interface NotificationListener {
    /** @param payload what came with it; empty if nothing did */
    void notified(String payload);

    /** From now on notifications may be missed: what was kept because of their silence cannot be trusted. */
    void lost();

    /** Notifications come again. What was missed in between is unknown. */
    void back();
}
