package io.graphstead.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class ServerLogTest {
    private static final Logger LOG = LoggerFactory.getLogger(ServerLogTest.class);

    @TempDir
    private Path folder;

    private ServerLog open(LogSettings.Level level) {
        return ServerLog.open(folder, new LogSettings(level, 1, 10, 1), ServerLog.Terminal.WARNINGS);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(folder.resolve("server.log"));
    }

    @Test
    void a_line_says_what_it_is_about_and_only_that() throws IOException {
        try (ServerLog log = open(LogSettings.Level.INFO);
                LogFields.About operation = LogFields.OPERATION.is("o-1")) {
            LOG.info("paused");
            try (LogFields.About deployment = LogFields.DEPLOYMENT.is("d-2")) {
                LOG.info("resumed");
            }
        }
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).matches("\\d{4}-.*Z INFO .*ServerLogTest operation=o-1 - paused");
        assertThat(lines().get(1)).endsWith("ServerLogTest operation=o-1 deployment=d-2 - resumed");
    }

    @Test
    void the_level_is_held_and_a_fault_leaves_its_trace_in_the_file() throws IOException {
        try (ServerLog log = open(LogSettings.Level.WARN)) {
            LOG.info("quiet");
            LOG.warn("loud", new IllegalStateException("inside"));
        }
        assertThat(lines().getFirst()).endsWith("- loud");
        assertThat(String.join("\n", lines()))
                .contains("IllegalStateException: inside", "\tat ")
                .doesNotContain("quiet");
    }

    @Test
    void after_it_is_closed_nothing_more_is_written() throws IOException {
        open(LogSettings.Level.INFO).close();
        LOG.warn("too late");
        assertThat(lines()).isEmpty();
    }
}
