package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.VolumeCopy;
import io.graphstead.runtime.WorkloadState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Copies of one moment, taken of what never stands still by itself. */
@Tag("slow")
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MomentCopyTest extends ProcessRig {
    private static VolumeCopy copyOfFirst() {
        return new VolumeCopy(NAME, 1, Set.of());
    }

    private void copy() {
        runtime.makeVolumeFrom(COPY, FENCE, copyOfFirst(), InstallProgress.silent());
    }

    private Churned churned() {
        return new Churned(deployment(COPY).data().resolve("churn"));
    }

    private long churnedUpTo() {
        try {
            return Long.parseLong(ask("churned").substring("churned ".length()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void copies_taken_under_load_are_each_of_one_moment() throws Exception {
        runAndWait("churn", "true");
        await("it churns").atMost(PATIENCE).until(() -> churnedUpTo() > 0);
        for (int round = 1; round <= 20; round++) {
            AtomicLong acknowledged = new AtomicLong();
            runtime.makeVolumeFrom(COPY, FENCE, copyOfFirst(), (done, total, what) -> {
                if (!what.startsWith("copied")) {
                    acknowledged.set(churnedUpTo());
                }
            });
            long after = churnedUpTo();
            assertThat(churned().assertOneMoment())
                    .as("round %s", round)
                    .isBetween(acknowledged.get(), after)
                    .isPositive();
            runtime.remove(COPY, FENCE);
        }
    }

    @Test
    void a_copy_has_the_same_links_holes_and_permissions_and_belongs_to_its_own_deployment() throws Exception {
        runtime.makeVolume(NAME, FENCE, volume());
        Path data = deployment().data();
        Path folder = Files.createDirectory(data.resolve("checkpoint"));
        Path first = Files.write(data.resolve("first"), new byte[300_000]);
        Files.createLink(folder.resolve("second"), first);
        Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("r--r-----"));
        Files.createSymbolicLink(data.resolve("pointer"), Path.of("/etc/passwd"));
        Path nothing = data.resolve("nothing");
        start("mkfifo", nothing.toString()).waitFor();
        try (var sparse = new java.io.RandomAccessFile(data.resolve("sparse").toFile(), "rw")) {
            sparse.seek(64L * 1024 * 1024);
            sparse.write(1);
            sparse.setLength(128L * 1024 * 1024);
        }
        Files.writeString(data.resolve("sch\u00f6n"), "umlaut");
        copy();
        Path copied = deployment(COPY).data();
        assertThat(inode(copied.resolve("first")))
                .isEqualTo(inode(copied.resolve("checkpoint/second")))
                .isNotEqualTo(inode(first));
        assertThat(Files.getPosixFilePermissions(copied.resolve("first")))
                .isEqualTo(PosixFilePermissions.fromString("r--r-----"));
        assertThat(Files.readSymbolicLink(copied.resolve("pointer"))).isEqualTo(Path.of("/etc/passwd"));
        assertThat(copied.resolve("nothing")).doesNotExist();
        assertThat(copied.resolve("sparse")).hasSize(128L * 1024 * 1024);
        assertThat(Linux.bytesOnDisk(copied.resolve("sparse"))).isLessThan(1024 * 1024);
        assertThat(Files.mismatch(copied.resolve("sparse"), data.resolve("sparse")))
                .isEqualTo(-1);
        assertThat(copied.resolve("sch\u00f6n")).hasContent("umlaut");
        assertThat(Files.getLastModifiedTime(copied.resolve("first"))).isEqualTo(Files.getLastModifiedTime(first));
        try (Stream<Path> all = Files.walk(copied)) {
            assertThat(all.map(MomentCopyTest::owner).distinct()).containsExactly(owner(copied));
        }
        assertThat(deployment(COPY).path().resolve("contents")).doesNotExist();
        if (Linux.isRoot()) {
            assertThat(owner(copied)).isNotEqualTo(owner(data)).isNotEqualTo(0);
        }
    }

    private static Object inode(Path path) throws IOException {
        return Files.getAttribute(path, "unix:ino");
    }

    private static Object owner(Path path) {
        try {
            return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void what_was_stopped_by_a_server_that_is_gone_goes_on_when_the_next_one_starts() throws Exception {
        runAndWait();
        Path freezer = Cgroups.freezer(launched().start().cgroups()).orElse(null);
        assumeThat(freezer).as("a freezer").isNotNull();
        Cgroups.freeze(freezer);
        await("frozen").atMost(PATIENCE).until(() -> Cgroups.isFrozen(freezer));
        open();
        await("thawed").atMost(PATIENCE).until(() -> !Cgroups.isFrozen(freezer));
        assertThat(ask("ping")).isEqualTo("pong");

        start("kill", "-STOP", Long.toString(pid())).waitFor();
        await("stopped").atMost(PATIENCE).until(() -> Procfs.standsStill(pid()));
        open();
        assertThat(ask("ping")).isEqualTo("pong");
    }

    @Test
    void a_frozen_workload_can_be_stopped() throws Exception {
        runAndWait();
        start("kill", "-STOP", Long.toString(pid())).waitFor();
        Cgroups.freezer(launched().start().cgroups()).ifPresent(Cgroups::freeze);
        runtime.stop(NAME, FENCE);
        assertThat(runtime.observe(NAME)).isInstanceOf(WorkloadState.Stopped.class);
    }

    @Test
    void a_copy_that_does_not_fit_is_not_begun() throws Exception {
        runtime.makeVolume(NAME, FENCE, volume());
        Path big = deployment().data().resolve("big");
        Files.write(big, new byte[3 * 1024 * 1024]);
        long free = Files.getFileStore(folder).getUsableSpace();
        Place tight = place.withMinFreeDisk((int) (free / 1024 / 1024 - 2));
        try (ProcessRuntime small = tight.open()) {
            assertThatThrownBy(() -> small.makeVolumeFrom(COPY, FENCE, copyOfFirst(), InstallProgress.silent()))
                    .isInstanceOf(RuntimeFailure.Passing.class)
                    .hasMessageContaining("a copy of the data of db-1 takes 4 MiB")
                    .hasMessageContaining("runtime.min-free-disk-mb");
        }
        assertThat(runtime.workloads()).containsExactly(NAME);
        assertThat(big).hasSize(3 * 1024 * 1024);
    }
}
