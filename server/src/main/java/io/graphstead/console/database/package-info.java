/** The pages of one database, from making it to deleting it. Start reading at {@link io.graphstead.console.database.DatabaseController}. */
@NullMarked
package io.graphstead.console.database;

import org.jspecify.annotations.NullMarked;
