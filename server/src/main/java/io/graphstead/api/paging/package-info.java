/** {@code ?limit=&pageToken=} on every list of the GrapheneDB dialect: contract §1. No list needs to know of it. */
@NullMarked
package io.graphstead.api.paging;

import org.jspecify.annotations.NullMarked;
