package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What a quick server that churns has written, looked at as it lies in a folder; see {@code QuickServer.churn}. */
record Churned(Path folder) {
    private static final int PAGES = 64;
    private static final int PAGE = 8192;
    private static final int SLOTS = 256;
    private static final int SLOT = 4096;

    /** Asserts that it is what one moment left: everything up to some write, nothing after it. Answers the number. */
    long assertOneMoment() throws IOException {
        long[] log = Stream.of(logs())
                .flatMap(List::stream)
                .mapToLong(Long::parseLong)
                .toArray();
        long[] last = lines(folder.resolve("last")).stream()
                .mapToLong(Long::parseLong)
                .toArray();
        assertThat(log).as("appended first, put aside now and then").isSorted();
        assertThat(LongStream.range(1, log.length).filter(i -> log[(int) i] != log[(int) i - 1] + 1))
                .as("gaps")
                .isEmpty();
        assertThat(last)
                .as("appended last")
                .isEqualTo(LongStream.rangeClosed(1, last.length).toArray());
        long n = last.length;
        long pages = newest("pages", PAGES, PAGE);
        long slots = newest("slots", SLOTS, SLOT);
        long logged = log.length == 0 ? n : log[log.length - 1];
        assertThat(List.of(slots - n, pages - slots, logged - pages))
                .as(
                        "of log %s, pages %s, slots %s and last %s each is as far as the next or one ahead",
                        logged, pages, slots, n)
                .allMatch(ahead -> ahead == 0 || ahead == 1);
        assertThat(logged - n).isBetween(0L, 1L);
        return n;
    }

    /** The log's lines in order, those that were put aside before. */
    private List<String> logs() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> aside = all.filter(p -> p.getFileName().toString().matches("log\\.\\d+"))
                    .sorted(java.util.Comparator.comparingInt(
                            p -> Integer.parseInt(p.getFileName().toString().substring(4))))
                    .toList();
            List<String> lines = new java.util.ArrayList<>();
            for (Path one : aside) {
                lines.addAll(lines(one));
            }
            Path log = folder.resolve("log");
            lines.addAll(Files.exists(log) ? lines(log) : List.of());
            return lines;
        }
    }

    private static List<String> lines(Path file) throws IOException {
        String all = Files.readString(file, StandardCharsets.US_ASCII);
        assertThat(all).as("a line is appended in one call").matches("(?s)|.*\n");
        return all.lines().toList();
    }

    /** The newest number in a file of places that are written in turn; all others must be those before it. */
    private long newest(String file, int places, int size) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(file)));
        long[] numbers = LongStream.range(0, places)
                .map(i -> i * size + 8 <= all.limit() ? all.getLong((int) i * size) : 0)
                .toArray();
        OptionalLong newest = LongStream.of(numbers).max();
        long n = newest.orElseThrow();
        for (int place = 0; place < places; place++) {
            long expected = n - Math.floorMod(n - place, places);
            assertThat(numbers[place])
                    .as("place %s of %s, whose newest is %s", place, file, n)
                    .isEqualTo(Math.max(0, expected));
        }
        return n;
    }
}
