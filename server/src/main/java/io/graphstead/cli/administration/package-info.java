/** {@code graphstead org}, {@code project} and {@code api-client}: who has what, and who may enter where. */
@NullMarked
package io.graphstead.cli.administration;

import org.jspecify.annotations.NullMarked;
