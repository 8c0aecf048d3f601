package io.graphstead.fleet;

import java.time.Duration;

/**
 * What becomes of connections when two connection URLs were traded. Made where the server is put together.
 *
 * @param lasting how long they go on to the database that they were made to
 */
public record SwitchDrain(Duration lasting) {}
