/**
 * Who changed what, and who was refused: events are recorded without making a request wait, kept for a set time and read by
 * administrators. Knows no HTTP; the {@code api} says what a request was about. Start reading at {@link
 * io.graphstead.audit.AuditLog}.
 */
@NullMarked
package io.graphstead.audit;

import org.jspecify.annotations.NullMarked;
