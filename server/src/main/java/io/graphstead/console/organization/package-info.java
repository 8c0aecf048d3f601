/** The pages of an organization: its databases at a glance, environments, API clients. Start reading at {@link io.graphstead.console.organization.DatabasesController}. */
@NullMarked
package io.graphstead.console.organization;

import org.jspecify.annotations.NullMarked;
