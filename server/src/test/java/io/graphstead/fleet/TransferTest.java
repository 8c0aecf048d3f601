package io.graphstead.fleet;

import static io.graphstead.fleet.FleetFixture.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.graphstead.archive.PackedFile;
import io.graphstead.archive.Packing;
import io.graphstead.archive.Packing.Entry;
import io.graphstead.engine.Readiness;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports and exports on a runtime in memory. */
class TransferTest {
    @TempDir
    Path folder;

    private FleetFixture fixture;
    private DeploymentId id;

    @BeforeEach
    void start() {
        fixture = new FleetFixture().started();
        id = fixture.running("orders");
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    private UploadedArchive archive(Entry... entries) throws IOException {
        return new UploadedArchive(Packing.TAR_ZSTD.pack(folder.resolve("upload"), List.of(entries)), "upload");
    }

    private OperationView importing(UploadedArchive archive) {
        Accepted accepted = fixture.imports.begin(OWNER, id, archive);
        return fixture.ended(accepted);
    }

    private List<Path> left() throws IOException {
        return fixture.transfers.allIncoming();
    }

    @Test
    void an_archive_takes_the_datas_place_and_nothing_is_left() throws Exception {
        OperationView done = importing(archive(Entry.file("store", "new data")));

        assertThat(done.status()).as(done.toString()).isEqualTo(OperationView.Status.FINISHED);
        assertThat(done.steps().stream().map(OperationView.StepView::name))
                .containsExactly("load-archive", "stop", "put-in-place", "start", "wait-until-ready", "forget-copy");
        assertThat(fixture.runtime.swapped).containsExactly(done.id() + "-loaded for " + done.id());
        assertThat(fixture.runtime.copies).isEmpty();
        assertThat(left()).isEmpty();
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.RUNNING);
    }

    @Test
    void what_is_refused_leaves_the_running_server_alone() throws Exception {
        fixture.runtime.before = verb -> assertThat(verb).isNotEqualTo("stop");

        OperationView refused = importing(archive(Entry.file("../store", "bad")));

        assertThat(refused.status()).isEqualTo(OperationView.Status.FAILED);
        assertThat(refused.error().orElseThrow()).contains("leads out of the archive");
        assertThat(fixture.runtime.swapped).isEmpty();
        assertThat(fixture.runtime.copies).isEmpty();
        assertThat(left()).isEmpty();
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.RUNNING);
    }

    @Test
    void what_no_server_comes_up_on_is_gone_back_from() throws Exception {
        fixture.runtime.diesAtOnce =
                request -> !fixture.runtime.swapped.isEmpty() && fixture.runtime.broughtBack.isEmpty();

        OperationView failed = importing(archive(Entry.file("store", "no data")));

        assertThat(failed.status()).isEqualTo(OperationView.Status.FAILED);
        assertThat(fixture.runtime.broughtBack).containsExactly(Deployment.workload(id));
        assertThat(fixture.runtime.copies).isEmpty();
        assertThat(left()).isEmpty();
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.RUNNING);
    }

    @Test
    void a_full_disk_fails_it_and_leaves_nothing() throws Exception {
        fixture.runtime.before = verb -> {
            if (verb.equals("makeCopy")) {
                throw new RuntimeFailure.Lasting("No space left on device");
            }
        };

        OperationView failed = importing(archive(Entry.file("store", "data")));

        assertThat(failed.error().orElseThrow()).contains("No space left");
        fixture.runtime.before = verb -> {};
        assertThat(fixture.runtime.copies).isEmpty();
        assertThat(left()).isEmpty();
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.RUNNING);
    }

    @Test
    void what_is_no_archive_is_refused_at_once() throws Exception {
        Path file = Files.writeString(folder.resolve("upload"), "hello");

        assertThat(catchThrowable(() -> fixture.imports.begin(OWNER, id, new UploadedArchive(file, "upload"))))
                .isInstanceOf(Refused.class);
        assertThat(file).doesNotExist();
        assertThat(left()).isEmpty();
    }

    @Test
    void an_archive_of_which_another_server_has_the_file_is_told_of() throws Exception {
        fixture.engine.answer = new Readiness.Ready();
        fixture.runtime.before = verb -> {};
        fixture.queue.stop();
        Accepted accepted = fixture.imports.begin(OWNER, id, archive(Entry.file("store", "data")));
        Files.delete(fixture.transfers.incoming(accepted.operation()));
        FleetFixture.Server other = fixture.server("other");
        other.queue().start();

        OperationView failed = fixture.ended(accepted);

        assertThat(failed.error().orElseThrow()).contains("send it again");
    }

    @Test
    void an_export_is_packed_beside_a_server_that_goes_on() throws Exception {
        fixture.runtime.before = verb -> {};
        Accepted accepted = fixture.exports.begin(OWNER, id);
        OperationView done = fixture.ended(accepted);

        assertThat(done.status()).as(done.toString()).isEqualTo(OperationView.Status.FINISHED);
        Exports.Download download = fixture.exports.find(OWNER, id, done.id());
        assertThat(download.name()).startsWith("orders-").endsWith(".tar.gz");
        assertThat(PackedFile.format(download.file())).contains(PackedFile.Format.TAR_GZIP);
        assertThat(fixture.runtime.workloads()).containsExactly(Deployment.workload(id));
        assertThat(fixture.transfers.allExports()).containsExactly(download.file());
        // What was packed can be taken in again.
        Path again = Files.copy(download.file(), folder.resolve("upload"));
        assertThat(importing(new UploadedArchive(again, "upload")).status()).isEqualTo(OperationView.Status.FINISHED);
    }

    @Test
    void an_export_that_fails_leaves_nothing() throws Exception {
        fixture.runtime.before = verb -> {
            if (verb.equals("readVolume")) {
                throw new RuntimeFailure.Lasting("No space left on device");
            }
        };
        OperationView failed = fixture.ended(fixture.exports.begin(OWNER, id));

        assertThat(failed.status()).isEqualTo(OperationView.Status.FAILED);
        assertThat(fixture.runtime.workloads()).containsExactly(Deployment.workload(id));
        assertThat(fixture.transfers.allExports()).isEmpty();
        assertThat(catchThrowable(() -> fixture.exports.find(OWNER, id, failed.id())))
                .isInstanceOf(Refused.class);
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.RUNNING);
    }
}
