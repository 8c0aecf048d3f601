/**
 * {@code Idempotency-Key}: a POST that is repeated with the same key is done once and answered with the same answer.
 * GrapheneDB contract §1; both dialects. Start reading at {@link io.graphstead.api.idempotency.Idempotency}. No route needs
 * to know of it.
 */
@NullMarked
package io.graphstead.api.idempotency;

import org.jspecify.annotations.NullMarked;
