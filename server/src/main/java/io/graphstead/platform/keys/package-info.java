/**
 * Secrets at rest: the key that seals them, and those that all servers of one database share. What a secret is for, and who
 * may have it, is decided elsewhere.
 */
@NullMarked
package io.graphstead.platform.keys;

import org.jspecify.annotations.NullMarked;
