package io.graphstead.gateway;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many connections there can be.
 *
 * @param openFiles how many files this process may have open
 * @param memory bytes of the heap
 */
record Capacity(long openFiles, long memory) {
    /** One to the client, one to the engine. */
    private static final int FILES_EACH = 2;
    /** For PostgreSQL, the API, logs, uploads and engines' locks. */
    private static final int FILES_FOR_OTHERS = 1000;
    /** An idle one was seen to take 12 KiB, TLS included; the rest is room for buffers of those that are not. */
    private static final long BYTES_EACH = 20 * 1024;
    /** The rest of the server needs the other half. */
    private static final int SHARE_OF_MEMORY = 2;

    private static final int LEAST = 50;

    /** This process's own. */
    static Capacity here() {
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : 1024;
        return new Capacity(files, Runtime.getRuntime().maxMemory());
    }

    int connections() {
        long byFiles = (openFiles - FILES_FOR_OTHERS) / FILES_EACH;
        long byMemory = memory / SHARE_OF_MEMORY / BYTES_EACH;
        return (int) Math.clamp(Math.min(byFiles, byMemory), LEAST, Integer.MAX_VALUE);
    }
}
