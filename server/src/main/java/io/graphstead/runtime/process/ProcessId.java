package io.graphstead.runtime.process;

/**
 * Names one process for ever: pids are given again, pid and start time together are not, as long as the machine is up.
 *
 * @param startTicks when it was started, in the kernel's ticks since the machine was
 * @param boot the kernel's id of this start of the machine
 */
record ProcessId(long pid, long startTicks, String boot) {}
