package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcfsTest {
    private static final String MARK = "gs_test_mark";

    @Test
    void a_process_that_is_ending_is_never_said_to_lack_what_it_had_in_its_environment() throws Exception {
        for (int round = 0; round < 300; round++) {
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", "read line");
            builder.environment().put(MARK, "1");
            Process process = builder.start();
            try {
                await("the shell")
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> Procfs.environmentHas(process.pid(), MARK).orElse(false));
                process.getOutputStream().close();
                Optional<Boolean> said = Optional.of(true);
                while (said.isPresent()) {
                    assertThat(said).as("round %d", round).contains(true);
                    said = Procfs.environmentHas(process.pid(), MARK);
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void what_the_environment_does_not_name_it_lacks() {
        assertThat(Procfs.environmentHas(ProcessHandle.current().pid(), MARK)).contains(false);
    }
}
