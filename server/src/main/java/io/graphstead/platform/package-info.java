/**
 * What the server stands on: settings, the data folder, PostgreSQL, keys, certificates, the clock, the log. Knows no
 * feature of the product.
 */
@NullMarked
package io.graphstead.platform;

import org.jspecify.annotations.NullMarked;
