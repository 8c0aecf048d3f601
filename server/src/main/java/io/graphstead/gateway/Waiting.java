package io.graphstead.gateway;

/** What a visit goes on with that waits for a database to wake. */
record Waiting(Way way, Tongue tongue, Carrier carrier) {}
