/**
 * HTTPS: the local CA, the server's certificate and its renewal, and the one port that answers plain HTTP only with where to
 * go. Knows no route.
 */
@NullMarked
package io.graphstead.platform.tls;

import org.jspecify.annotations.NullMarked;
