/**
 * What every command that talks to a server shares: its options, who it is there, how names become ids and how operations are
 * waited for.
 */
@NullMarked
package io.graphstead.cli.session;

import org.jspecify.annotations.NullMarked;
