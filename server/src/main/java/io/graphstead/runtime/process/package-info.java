/**
 * Workloads as processes on this Linux machine: the {@link io.graphstead.runtime.Runtime} that is the default. Knows no
 * product and no Java beyond its home; everything about pids, locks, uids, cgroups and files of the runtime root is here
 * and nowhere else. Start reading at {@link io.graphstead.runtime.process.ProcessRuntime}.
 */
@NullMarked
package io.graphstead.runtime.process;

import org.jspecify.annotations.NullMarked;
