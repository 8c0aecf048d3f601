/** The pages of the installation itself, for its owner: engines, organizations, the audit log of all. Start reading at {@link io.graphstead.console.installation.EnginesController}. */
@NullMarked
package io.graphstead.console.installation;

import org.jspecify.annotations.NullMarked;
