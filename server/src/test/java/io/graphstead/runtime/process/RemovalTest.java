package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.runtime.RunRequest;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.WorkloadName;
import io.graphstead.runtime.WorkloadState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deleted, what is not, and what a killed server left of it. */
@Tag("slow")
class RemovalTest extends ProcessRig {

    @Test
    void links_in_a_folder_are_deleted_and_what_they_lead_to_is_not(@TempDir Path outside) throws Exception {
        Files.createDirectories(outside.resolve("folder/deep"));
        Files.writeString(outside.resolve("folder/deep/precious"), "precious");
        Files.writeString(outside.resolve("file"), "precious");
        runtime.makeVolume(NAME, FENCE, volume());
        Path data = deployment().data();
        Files.createSymbolicLink(data.resolve("to-folder"), outside.resolve("folder"));
        Files.createSymbolicLink(data.resolve("to-file"), outside.resolve("file"));
        Files.createSymbolicLink(data.resolve("to-nothing"), outside.resolve("nothing"));
        Files.createSymbolicLink(data.resolve("loop"), data);
        Files.createLink(data.resolve("hard"), outside.resolve("file"));
        Path closed = Files.createDirectories(data.resolve("closed/inside"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));

        runtime.remove(NAME, FENCE);

        assertThat(deployment().path()).doesNotExist();
        assertThat(outside.resolve("folder/deep/precious")).content().isEqualTo("precious");
        assertThat(outside.resolve("file")).content().isEqualTo("precious");
    }

    @Test
    void a_deployments_folder_that_is_a_link_is_not_followed(@TempDir Path outside) throws Exception {
        Files.writeString(outside.resolve("precious"), "precious");
        Files.createSymbolicLink(deployment().path(), outside);
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Absent.class);
        runtime.remove(NAME, FENCE);
        assertThat(outside.resolve("precious")).exists();
        Files.delete(deployment().path());
    }

    @Test
    void a_removal_that_was_killed_half_way_is_not_yet_absent_and_is_finished_by_the_next_one() throws IOException {
        runtime.makeVolume(NAME, FENCE, volume());
        Path claims = place.settings().uidClaims();
        Path trash = deployment().path().resolveSibling(".db-1.0123456789abcdef.trash");
        Files.move(deployment().path(), trash);
        Files.delete(trash.resolve("data/users/first"));

        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
        assertThat(runtime.workloads()).containsExactly(NAME);
        runtime.remove(NAME, HIGHER);
        assertThat(trash).doesNotExist();
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Absent.class);
        assertThat(runtime.workloads()).isEmpty();
        if (Files.exists(claims)) {
            try (Stream<Path> files = Files.list(claims)) {
                assertThat(files.map(f -> f.getFileName().toString()))
                        .as("uids that are still claimed")
                        .containsExactlyInAnyOrder(".lock", "last");
            }
        }
    }

    @Test
    void a_volume_that_was_half_made_is_absent_and_made_anew() throws IOException {
        Path half = Files.createDirectories(deployment().path().resolveSibling(".db-1.tmp/data/users"));
        Files.writeString(half.resolve("second"), "half");
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Absent.class);
        assertThat(runtime.workloads()).as("it is not forgotten").containsExactly(NAME);
        runtime.makeVolume(NAME, FENCE, volume());
        assertThat(deployment().data().resolve("users/first")).exists();
        assertThat(deployment().data().resolve("users/second")).doesNotExist();
        runtime.remove(NAME, FENCE);
        Files.createDirectories(half);
        runtime.remove(NAME, FENCE);
        assertThat(runtime.workloads()).isEmpty();
    }

    @Test
    void files_of_an_earlier_start_do_not_reach_the_next_one() throws IOException {
        runAndWait();
        runtime.stop(NAME, FENCE);
        Files.writeString(deployment().config().resolve("old.properties"), "old");
        runtime.run(NAME, FENCE, request(runtime));
        assertThat(deployment().config().resolve("old.properties")).doesNotExist();
        assertThat(deployment().config().resolve("quick.properties")).exists();
    }

    @Test
    void with_too_little_disk_left_nothing_is_made_or_started_and_the_remedy_is_said() {
        runtime.makeVolume(NAME, FENCE, volume());
        ProcessSettings s = place.settings();
        place = new Place(
                folder,
                new ProcessSettings(
                        s.root(),
                        s.ports(),
                        s.uids(),
                        s.uidClaims(),
                        s.mountPoint(),
                        s.memoryShare(),
                        Integer.MAX_VALUE,
                        s.outputMb()));
        ProcessRuntime full = open();
        WorkloadName second = new WorkloadName("db-2");
        assertThatThrownBy(() -> full.makeVolume(second, FENCE, volume()))
                .isInstanceOf(RuntimeFailure.Passing.class)
                .hasMessageContaining("runtime.min-free-disk-mb");
        assertThat(full.observe(second)).isInstanceOf(WorkloadState.Absent.class);
        RunRequest request = request(full);
        assertThatThrownBy(() -> full.run(NAME, FENCE, request)).isInstanceOf(RuntimeFailure.Passing.class);
        assertThat(full.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
    }

    @Test
    void a_runtime_folder_that_cannot_be_written_is_said_with_the_remedy() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> RootFolder.open(file.resolve("runtime")))
                .isInstanceOf(RuntimeFailure.Lasting.class)
                .hasMessageContaining("runtime.root");
    }
}
