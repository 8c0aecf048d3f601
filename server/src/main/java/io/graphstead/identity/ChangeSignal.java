package io.graphstead.identity;

import java.util.function.Consumer;

/** Hears what PostgreSQL is told by NOTIFY, from this server or another. */
public interface ChangeSignal {
    /**
     * @param onPayload called with the payload of each notification
     * @param onGap called when notifications may have been missed: after the connection was made, or made again
     */
    void subscribe(String channel, Consumer<String> onPayload, Runnable onGap);

    /** Whether notifications arrive at this moment. While not, nothing that was remembered may be trusted. */
    boolean hears();
}
