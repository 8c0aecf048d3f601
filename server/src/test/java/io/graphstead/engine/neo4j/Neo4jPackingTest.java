package io.graphstead.engine.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tool leaves that failed is not taken for a dump. */
class Neo4jPackingTest {
    @TempDir
    Path folder;

    private String outputOf(String tool) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Neo4jPacking.whole(List.of("/bin/sh", "-c", tool)))
                .directory(folder.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    @Test
    void a_dump_that_the_tool_finished_counts() throws Exception {
        assertThat(outputOf("echo all > neo4j.dump")).isEmpty();
        assertThat(folder.resolve("whole.dump")).hasContent("all");
    }

    @Test
    void a_dump_that_the_tool_gave_up_does_not_and_its_exit_code_is_told() throws Exception {
        assertThat(outputOf("echo half > neo4j.dump; exit 3")).contains("exit code 3");
        assertThat(folder.resolve("whole.dump")).doesNotExist();
        assertThat(outputOf("echo half > neo4j.dump; kill -9 $$")).contains("exit code 137");
        assertThat(folder.resolve("whole.dump")).doesNotExist();
    }
}
