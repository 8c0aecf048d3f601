package io.graphstead.gateway;

/** The ways into a database. */
public enum Way {
    /** What its drivers speak: Bolt, also over WebSocket, or gRPC. */
    DRIVER,
    /** Its HTTP API. */
    HTTP
}
