/**
 * Settings: where they come from (file, environment, flags), which exist, and the reference page made from them. The
 * settings records themselves live with the features that they set.
 */
@NullMarked
package io.graphstead.platform.configuration;

import org.jspecify.annotations.NullMarked;
