/**
 * The API's own description, OpenAPI 3.1, made from the route table, the records of the wire and their Javadoc when it is
 * first asked for: a new route of a dialect is described without anyone writing it down. {@code Answers}, {@code Uploads}
 * and {@code examples.yml} say what the code cannot. Start reading at {@link io.graphstead.api.openapi.Document}.
 */
@NullMarked
package io.graphstead.api.openapi;

import org.jspecify.annotations.NullMarked;
