/**
 * What both dialects stand on: who may call a route, how commands get their two verbs, how every failure of every layer
 * becomes an answer of the path's dialect. Start reading at {@link io.graphstead.api.Gate}, {@link io.graphstead.api.Failures}
 * and {@link io.graphstead.api.RequestBody}. No route and no wire record of a dialect lives here; those are in
 * {@code api.graphenedb} and {@code api.typedb}.
 */
@NullMarked
package io.graphstead.api;

import org.jspecify.annotations.NullMarked;
