/**
 * What both dialects stand on: who may call a route, how commands get their two verbs, how every failure of every layer
 * becomes a {@link io.graphstead.refusal.Refusal}. No route and no wire record of a dialect lives here; those are in
 * {@code api.graphenedb} and {@code api.typedb}.
 */
@NullMarked
package io.graphstead.api;

import org.jspecify.annotations.NullMarked;
