package io.graphstead.bench;

import io.graphstead.testing.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How soon a server whose data folder is there is ready, and what it holds when idle, without its PostgreSQL. */
final class ServerStart {
    private static final String NAME = "server-start";
    private static final int ROUNDS = 5;
    private static final Duration IDLE = Duration.ofSeconds(5);

    List<Figure> measure(Path folder) throws IOException, InterruptedException {
        Samples ready = new Samples();
        Samples memory = new Samples();
        for (int round = 0; round <= ROUNDS; round++) {
            long begun = System.nanoTime();
            try (ServerProcess server = ServerProcess.delivered(Path.of("").toAbsolutePath(), folder.resolve("data"))) {
                server.start();
                if (round > 0) {
                    ready.addSeconds(Duration.ofNanos(System.nanoTime() - begun));
                    Thread.sleep(IDLE);
                    memory.add(residentMb(server.pid()));
                }
            }
        }
        return List.of(ready.figure(NAME, "ready, s", 6.0), memory.figure(NAME, "idle RSS, MB", 350));
    }

    private static double residentMb(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024.0;
    }
}
