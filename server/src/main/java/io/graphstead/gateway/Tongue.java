package io.graphstead.gateway;

/** What a client understands, so that it can be told in its own way why it is not let through. */
enum Tongue {
    BOLT,
    HTTP,
    GRPC,
    /** Nothing that the gateway speaks: its connection is closed. */
    NONE
}
