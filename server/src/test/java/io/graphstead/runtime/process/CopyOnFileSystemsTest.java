package io.graphstead.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.graphstead.runtime.InstallProgress;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.VolumeCopy;
import io.graphstead.runtime.WorkloadName;
import io.graphstead.runtime.WorkloadState;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Copies on file systems of their own: one with reflinks, one in memory, and both of them small enough to be filled. */
@Tag("slow")
@Tag("root")
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CopyOnFileSystemsTest extends ProcessRig {
    private static final int STORE = 40 * 1024 * 1024;

    private Path mount = Path.of("/nonexistent");
    private @Nullable ProcessRuntime there;

    @BeforeEach
    void asRoot() throws IOException {
        assumeThat(Linux.isRoot()).as("the test may mount").isTrue();
        mount = Files.createDirectory(folder.resolve("mount"));
    }

    @AfterEach
    void unmount() throws Exception {
        if (there != null) {
            there.stop(NAME, HIGHER);
            there.remove(NAME, HIGHER);
            there.remove(COPY, HIGHER);
            there.close();
            start("umount", mount.toString()).waitFor();
        }
    }

    private void onXfs() throws Exception {
        Path image = folder.resolve("image");
        run("truncate", "-s", "512M", image.toString());
        run("mkfs.xfs", "-q", "-m", "reflink=1", image.toString());
        run("mount", "-o", "loop", image.toString(), mount.toString());
        openThere();
    }

    private void inMemory(String size) throws Exception {
        run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", mount.toString());
        openThere();
    }

    private void run(String... command) throws Exception {
        try {
            assumeThat(start(command).waitFor()).as(String.join(" ", command)).isZero();
        } catch (IOException e) {
            assumeThat(e)
                    .as("%s is not installed (for mkfs.xfs: xfsprogs)", command[0])
                    .isNull();
        }
    }

    private void openThere() throws IOException {
        there = Place.in(mount).withMinFreeDisk(1).open();
    }

    private ProcessRuntime there() {
        return Objects.requireNonNull(there);
    }

    private Path data(WorkloadName name) {
        return mount.resolve("runtime/deployments").resolve(name.value()).resolve("data");
    }

    private void makeStore() throws IOException {
        there().makeVolume(NAME, FENCE, volume());
        byte[] content = new byte[STORE];
        new Random(1).nextBytes(content);
        Files.write(data(NAME).resolve("store"), content);
    }

    private void copy(InstallProgress progress) {
        there().makeVolumeFrom(COPY, FENCE, new VolumeCopy(NAME, 1, Set.of()), progress);
    }

    private void copyUnderLoad() throws Exception {
        there().run(NAME, FENCE, request(there(), "churn", "true"));
        await("it churns").atMost(PATIENCE).until(() -> Files.exists(data(NAME).resolve("churn/last")));
        for (int round = 1; round <= 5; round++) {
            copy(InstallProgress.silent());
            new Churned(data(COPY).resolve("churn")).assertOneMoment();
            assertThat(Files.mismatch(data(NAME).resolve("store"), data(COPY).resolve("store")))
                    .isEqualTo(-1);
            there().remove(COPY, FENCE);
        }
    }

    @Test
    void where_files_can_share_blocks_a_copy_takes_no_room() throws Exception {
        onXfs();
        makeStore();
        long before = Files.getFileStore(mount).getUsableSpace();
        copy(InstallProgress.silent());
        assertThat(before - Files.getFileStore(mount).getUsableSpace()).isLessThan(STORE / 4);
        assertThat(Files.mismatch(data(NAME).resolve("store"), data(COPY).resolve("store")))
                .isEqualTo(-1);
        there().remove(COPY, FENCE);
        copyUnderLoad();
    }

    @Test
    void where_times_of_files_prove_nothing_copies_are_of_one_moment_too() throws Exception {
        inMemory("1G");
        makeStore();
        copyUnderLoad();
    }

    @Test
    void a_disk_that_becomes_full_ends_the_copy_and_nothing_else() throws Exception {
        inMemory("100m");
        makeStore();
        byte[] before = Files.readAllBytes(data(NAME).resolve("store"));
        Path filler = mount.resolve("filler");
        assertThatThrownBy(() -> copy((done, total, what) -> {
                    if (done > STORE / 2) {
                        fill(filler);
                    }
                }))
                .isInstanceOf(RuntimeFailure.Passing.class)
                .hasMessageContaining("no space is left");
        Files.delete(filler);
        assertThat(there().observe(COPY)).isInstanceOf(WorkloadState.Absent.class);
        assertThat(there().workloads()).isEqualTo(Set.of(NAME));
        assertThat(data(NAME).resolve("store")).hasBinaryContent(before);
        copy(InstallProgress.silent());
        assertThat(data(COPY).resolve("store")).hasBinaryContent(before);
    }

    private static void fill(Path filler) {
        if (Files.exists(filler)) {
            return;
        }
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] some = new byte[64 * 1024];
            while (true) {
                out.write(some);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw new UncheckedIOException(full);
            }
        }
    }
}
