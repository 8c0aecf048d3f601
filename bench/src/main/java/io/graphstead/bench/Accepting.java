package io.graphstead.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long a request that changes something takes to be accepted, beside a request that only reads. */
final class Accepting {
    private static final String NAME = "accepting";
    private static final int DATABASES = 4;
    private static final int WARM_UP = 40;
    private static final int MUTATIONS = 400;

    List<Figure> measure(Path folder) throws IOException, InterruptedException {
        Samples reads = new Samples();
        Samples mutations = new Samples();
        try (BenchServer server = new BenchServer(folder)) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < DATABASES; i++) {
                var made = server.create("graphquick", "q1", "quick" + i);
                server.awaitOperation(made.path("operationId").asText());
                ids.add(made.path("database").path("id").asText());
            }
            for (int i = 0; i < WARM_UP + MUTATIONS; i++) {
                String id = ids.get(i % DATABASES);
                long begun = System.nanoTime();
                server.api().get("/databases/" + id);
                Duration read = Duration.ofNanos(System.nanoTime() - begun);
                begun = System.nanoTime();
                String operation = server.api()
                        .post("/databases/" + id + "/" + (i / DATABASES % 2 == 0 ? "pause" : "resume"), Map.of())
                        .path("operationId")
                        .asText();
                Duration mutation = Duration.ofNanos(System.nanoTime() - begun);
                server.awaitOperation(operation);
                if (i >= WARM_UP) {
                    reads.add(read.toNanos() / 1e6);
                    mutations.add(mutation.toNanos() / 1e6);
                }
            }
        }
        return List.of(
                reads.figure(NAME, "read, median ms", Double.POSITIVE_INFINITY),
                mutations.figure(NAME, "mutation accepted, median ms", Double.POSITIVE_INFINITY),
                mutations.figure(NAME, "mutation accepted, p99 ms", 0.99, 50),
                new Figure(
                        NAME,
                        "mutation / read, medians",
                        mutations.percentile(0.5) / reads.percentile(0.5),
                        mutations.percentile(0.5) / reads.percentile(0.5),
                        mutations.percentile(0.5) / reads.percentile(0.5),
                        Double.POSITIVE_INFINITY));
    }
}
