package io.graphstead.api.typedb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that lists the codes lists all of them, each with its status and meaning, in the order of the code. */
class ErrorCodesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "typedb-api.md");

    @Test
    void the_page_has_every_code_and_no_other() throws IOException {
        List<String> rows = Files.readString(PAGE)
                .lines()
                .dropWhile(line -> !line.startsWith("| Code |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();

        assertThat(rows)
                .as("put these lines into " + PAGE)
                .isEqualTo(Stream.of(ErrorCode.values())
                        .map(code ->
                                "| `" + code.name() + "` | " + code.status().getCode() + " | " + code.meaning() + " |")
                        .toList());
    }
}
