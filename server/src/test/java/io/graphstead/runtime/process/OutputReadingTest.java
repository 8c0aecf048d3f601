package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.runtime.OutputLine;
import io.graphstead.runtime.OutputPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputReadingTest {
    private static final Optional<OutputPosition> START = Optional.of(new OutputPosition("0"));

    @TempDir
    Path folder;

    private Output output = new Output(new DeploymentFolder(Path.of("")));
    private OutputReading reading = new OutputReading(output);

    @BeforeEach
    void open() throws IOException {
        DeploymentFolder deployment = new DeploymentFolder(folder);
        Files.createDirectories(deployment.output());
        output = new Output(deployment);
        reading = new OutputReading(output);
    }

    private void write(String text) throws IOException {
        Files.writeString(output.current(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void a_reader_misses_and_repeats_nothing_while_output_is_put_aside() throws Exception {
        Random dice = new Random(99);
        List<String> written = new ArrayList<>();
        List<String> read = new ArrayList<>();
        Optional<OutputPosition> position = START;
        for (int i = 0; i < 500; i++) {
            String line = "line " + i + " \u00e4".repeat(dice.nextInt(5));
            written.add(line);
            write(line + "\n");
            if (dice.nextInt(60) == 0) {
                output.rotate(1 << 20);
            }
            if (dice.nextInt(5) == 0) {
                for (OutputLine got : reading.read(position, 1 + dice.nextInt(30))) {
                    read.add(got.text());
                    position = Optional.of(got.position());
                }
            }
        }
        reading.read(position, 1000).forEach(got -> read.add(got.text()));
        assertThat(read).isEqualTo(written);
    }

    @Test
    void what_is_not_kept_any_more_is_skipped() throws Exception {
        for (int i = 0; i < 5; i++) {
            write("in file " + i + "\n");
            output.rotate(1 << 20);
        }
        write("now\n");
        assertThat(texts(START, 10)).containsExactly("in file 3", "in file 4", "now");
        assertThat(texts(Optional.empty(), 2)).containsExactly("in file 4", "now");
    }

    @Test
    void of_a_large_file_only_the_end_is_kept_and_positions_still_hold() throws Exception {
        write("0123456789\n".repeat(10));
        OutputPosition end = reading.read(Optional.empty(), 1).getFirst().position();
        assertThat(end.text()).isEqualTo("110");
        output.rotate(22);
        write("after\n");
        assertThat(texts(Optional.of(end), 10)).containsExactly("after");
        assertThat(texts(START, 10)).containsExactly("0123456789", "0123456789", "after");
        output.rotate(1 << 20);
        write("later\n");
        assertThat(texts(Optional.of(end), 10)).containsExactly("after", "later");
    }

    @Test
    void a_line_that_is_not_finished_is_shown_but_not_read_past() throws Exception {
        write("one\r\ntw");
        assertThat(texts(Optional.empty(), 10)).containsExactly("one", "tw");
        assertThat(texts(START, 10)).containsExactly("one");
        write("o\n");
        assertThat(texts(Optional.of(new OutputPosition("5")), 10)).containsExactly("two");
    }

    @Test
    void a_line_without_end_is_read_in_pieces() throws Exception {
        write("x".repeat((1 << 20) + 10) + "\n");
        assertThat(reading.read(START, 10)).singleElement().satisfies(line -> assertThat(line.position()
                        .text())
                .isEqualTo(Integer.toString(1 << 20)));
        assertThat(texts(Optional.of(new OutputPosition(Integer.toString(1 << 20))), 10))
                .containsExactly("x".repeat(10));
    }

    private List<String> texts(Optional<OutputPosition> after, int lines) {
        return reading.read(after, lines).stream().map(OutputLine::text).toList();
    }
}
