/**
 * PostgreSQL: the embedded one's life or an external one's address, the pool, the migrations, what is told by NOTIFY. Knows
 * no table but its own and no feature; SQL of features lives with them.
 */
@NullMarked
package io.graphstead.platform.database;

import org.jspecify.annotations.NullMarked;
