/**
 * The audit log as it is asked for and written, alike wherever it can be read. Start reading at {@link
 * io.graphstead.api.audit.AuditQueries}.
 */
@NullMarked
package io.graphstead.api.audit;

import org.jspecify.annotations.NullMarked;
