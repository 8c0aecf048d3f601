package io.graphstead.engine.neo4j;

import io.graphstead.engine.Memory;
import java.util.List;

/** How a server's memory is divided, in MiB. */
final class Neo4jMemory {
    /** What a server takes beside heap and page cache: its code, compiled code, threads, network buffers. Measured. */
    static final long BESIDE_MB = 250;

    /** Up to this heap the serial collector takes a quarter less memory and starts no slower than G1. Measured. */
    private static final long SERIAL_UP_TO_MB = 1024;

    private Neo4jMemory() {}

    static long reservedMb(Memory memory) {
        return memory.heapMb() + memory.pageCacheMb() + BESIDE_MB;
    }

    /** A heap begins small and grows when it is needed: an idle server then leaves its neighbours the rest. */
    static long initialHeapMb(Memory memory) {
        return Math.min(memory.heapMb(), Math.max(128, memory.heapMb() / 4));
    }

    static List<String> jvmOptions(Memory memory) {
        return List.of(
                "-Xms" + initialHeapMb(memory) + "m",
                "-Xmx" + memory.heapMb() + "m",
                memory.heapMb() <= SERIAL_UP_TO_MB ? "-XX:+UseSerialGC" : "-XX:+UseG1GC",
                "-XX:+ExitOnOutOfMemoryError");
    }
}
