/**
 * Who one is to which server: profiles in {@code ~/.config/graphstead}, files that only their owner may read, and the tokens
 * that they were given.
 */
@NullMarked
package io.graphstead.cli.profile;

import org.jspecify.annotations.NullMarked;
