/**
 * Signing in with an OpenID Connect provider: authorization code with PKCE. Says only which address someone has proven;
 * who that is here, is decided by {@link io.graphstead.identity.Sessions}. Start reading at {@link
 * io.graphstead.identity.oidc.Oidc}.
 */
@NullMarked
package io.graphstead.identity.oidc;

import org.jspecify.annotations.NullMarked;
