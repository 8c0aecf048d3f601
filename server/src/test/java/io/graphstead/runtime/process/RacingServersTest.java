package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.graphstead.runtime.Fence;
import io.graphstead.runtime.RunRequest;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.WorkloadState;
import io.graphstead.testing.quick.QuickServer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two servers that act on one deployment at one time. */
@Tag("slow")
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RacingServersTest extends ProcessRig {
    private static final int ROUNDS = 30;

    @Test
    void two_that_start_the_same_deployment_start_one_process() throws Exception {
        ProcessRuntime other = open();
        runtime.makeVolume(NAME, new Fence(1), volume());
        for (int round = 1; round <= ROUNDS; round++) {
            // Every other round both think that it is their turn.
            Fence mine = new Fence(2L * round);
            Fence theirs = round % 2 == 0 ? mine : new Fence(2L * round + 1);
            RunRequest request = request(runtime);
            List<Optional<RuntimeFailure>> outcomes =
                    Race.race(() -> runtime.run(NAME, mine, request), () -> other.run(NAME, theirs, request));

            assertThat(outcomes.getLast())
                    .as("who has the highest fence, round %s", round)
                    .isEmpty();
            assertThat(outcomes.getFirst())
                    .as("round %s", round)
                    .satisfiesAnyOf(
                            o -> assertThat(o).isEmpty(),
                            o -> assertThat(o).get().isInstanceOf(RuntimeFailure.Fenced.class));
            awaitListening(NAME);
            assertThat(processes()).as("round %s", round).containsExactly(pid());
            assertThat(deployment().data().resolve(QuickServer.SECOND_SERVER)).doesNotExist();
            runtime.stop(NAME, theirs);
        }
    }

    @Test
    void a_start_and_a_removal_at_one_time_leave_a_running_deployment_or_none() throws Exception {
        ProcessRuntime other = open();
        for (int round = 1; round <= ROUNDS; round++) {
            Fence mine = new Fence(2L * round);
            Fence theirs = new Fence(2L * round + 1);
            runtime.makeVolume(NAME, mine, volume());
            RunRequest request = request(runtime);
            List<Optional<RuntimeFailure>> outcomes =
                    Race.race(() -> runtime.run(NAME, mine, request), () -> other.remove(NAME, theirs));

            if (outcomes.getLast().isEmpty()) {
                assertThat(outcomes.getFirst()).as("round %s", round).isPresent();
                assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Absent.class);
                assertThat(processes()).as("round %s", round).isEmpty();
            } else {
                assertThat(outcomes.getLast().get()).hasMessageContaining("still runs");
                assertThat(outcomes.getFirst()).as("round %s", round).isEmpty();
                assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Running.class);
                runtime.stop(NAME, theirs);
                runtime.remove(NAME, theirs);
            }
        }
    }

    @Test
    void a_start_and_a_stop_at_one_time_leave_a_running_deployment_or_a_stopped_one() throws Exception {
        ProcessRuntime other = open();
        runtime.makeVolume(NAME, new Fence(1), volume());
        for (int round = 1; round <= ROUNDS; round++) {
            Fence mine = new Fence(2L * round);
            Fence theirs = new Fence(2L * round + 1);
            RunRequest request = request(runtime);
            List<Optional<RuntimeFailure>> outcomes =
                    Race.race(() -> runtime.run(NAME, mine, request), () -> other.stop(NAME, theirs));

            assertThat(outcomes.getLast())
                    .as("who has the highest fence, round %s", round)
                    .isEmpty();
            assertThat(runtime.observe(NAME)).as("round %s", round).isInstanceOf(WorkloadState.Stopped.class);
            assertThat(processes()).as("round %s", round).isEmpty();
        }
    }
}
