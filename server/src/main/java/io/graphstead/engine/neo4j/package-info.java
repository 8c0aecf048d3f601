/**
 * Neo4j Community Edition: what its releases need, how they are configured and started, and how to ask one whether it
 * serves. Knows nothing of where they run. Start reading at {@link io.graphstead.engine.neo4j.Neo4jEngine}, then
 * {@link io.graphstead.engine.neo4j.Neo4jLine}, the table of what differs between versions.
 */
@NullMarked
package io.graphstead.engine.neo4j;

import org.jspecify.annotations.NullMarked;
