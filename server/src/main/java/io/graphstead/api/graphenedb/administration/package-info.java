/**
 * Administration over HTTP: tokens, organizations, environments, API clients; contract §2, §4 and §7. A translation to and
 * from {@code identity}; no rule about who may do what lives here.
 */
@NullMarked
package io.graphstead.api.graphenedb.administration;

import org.jspecify.annotations.NullMarked;
