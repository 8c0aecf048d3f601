/**
 * A place where databases run: the {@link io.graphstead.runtime.Runtime} seam and the words that cross it. Knows no
 * product and no HTTP; nothing in this package may name a process id, a port on localhost or a pod, since processes on
 * this machine ({@code runtime.process}) and Kubernetes both stand behind it.
 */
@NullMarked
package io.graphstead.runtime;

import org.jspecify.annotations.NullMarked;
