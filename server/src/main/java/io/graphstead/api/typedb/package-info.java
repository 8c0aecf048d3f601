/**
 * The TypeDB Cloud dialect: its routes, the records of its wire and their translation from and to the fleet's words. A
 * translation, nothing more: no rule of the product and no decision about a deployment's state lives here.
 */
@NullMarked
package io.graphstead.api.typedb;

import org.jspecify.annotations.NullMarked;
