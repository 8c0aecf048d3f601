/**
 * The pages for people: how they sign in, what surrounds every page, and how pages stay live. Asks the same features as
 * the APIs, with the caller that a session stands for, so that no page can do what an API would refuse. Start reading at
 * {@link io.graphstead.console.SessionEntrance} and {@link io.graphstead.console.Pages}; templates are in
 * {@code src/main/jte}, what browsers load in {@code resources/io/graphstead/console}. No rule of the product lives here.
 */
@NullMarked
package io.graphstead.console;

import org.jspecify.annotations.NullMarked;
