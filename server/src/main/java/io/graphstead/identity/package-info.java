/**
 * Who may do what: organizations, people, projects and the roles on them, API clients, tokens. The table of it is {@link
 * io.graphstead.identity.Right}. Knows no deployment and no HTTP; a dialect hands it a bearer token and gets a {@link
 * io.graphstead.identity.Caller}.
 */
@NullMarked
package io.graphstead.identity;

import org.jspecify.annotations.NullMarked;
