/**
 * TypeDB Community Edition, 3.x: what its releases need, how they are configured and started, and how to ask one whether it
 * serves. Knows nothing of where they run. Start reading at {@link io.graphstead.engine.typedb.TypeDbEngine}, then
 * {@link io.graphstead.engine.typedb.TypeDbLine}, the table of what differs between versions.
 */
@NullMarked
package io.graphstead.engine.typedb;

import org.jspecify.annotations.NullMarked;
