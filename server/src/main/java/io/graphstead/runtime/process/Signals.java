package io.graphstead.runtime.process;

import io.graphstead.runtime.RuntimeFailure;
import java.util.Map;

/** Signals by name, with the numbers that they have on every architecture that Java 25 runs on. */
final class Signals {
    static final int KILL = 9;

    private static final boolean MIPS = System.getProperty("os.arch", "").startsWith("mips");
    static final int CONT = MIPS ? 25 : 18;
    static final int STOP = MIPS ? 23 : 19;

    private static final Map<String, Integer> NUMBERS =
            Map.of("HUP", 1, "INT", 2, "QUIT", 3, "KILL", KILL, "USR1", 10, "USR2", 12, "TERM", 15);

    private Signals() {}

    static int number(String name) {
        Integer number = NUMBERS.get(name);
        if (number == null) {
            throw new RuntimeFailure.Lasting(
                    "a workload cannot be stopped by signal \"" + name + "\"; known are " + NUMBERS.keySet());
        }
        return number;
    }
}
