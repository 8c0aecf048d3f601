/** Signing in and out, the first run, joining, and one's own account. Start reading at {@link io.graphstead.console.access.SignInController}. */
@NullMarked
package io.graphstead.console.access;

import org.jspecify.annotations.NullMarked;
