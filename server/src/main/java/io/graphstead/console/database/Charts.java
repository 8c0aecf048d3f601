package io.graphstead.console.database;

import java.util.List;

/**
 * All charts of one database.
 *
 * @param span word of an address
 * @param newest names the newest point; empty text when there is none
 * @param numbers the same as a table, newest first
 * @param coarse what one point stands for
 */
public record Charts(
        String span,
        String newest,
        List<Chart> all,
        List<List<String>> numbers,
        String memoryLimit,
        String storageLimit,
        String cpuLimit,
        String coarse) {
    public Charts {
        all = List.copyOf(all);
        numbers = List.copyOf(numbers);
    }

    public boolean isEmpty() {
        return numbers.isEmpty();
    }
}
