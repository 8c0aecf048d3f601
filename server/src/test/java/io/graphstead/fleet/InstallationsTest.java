package io.graphstead.fleet;

import static io.graphstead.fleet.FleetFixture.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.graphstead.catalog.Catalog;
import io.graphstead.engine.Engines;
import io.graphstead.fleet.OperationView.Status;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Ids;
import io.graphstead.identity.OrganizationId;
import io.graphstead.refusal.Refusal;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.Supply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FleetFixture fixture = new FleetFixture();
    private final Installations installations = another();
    private final CountDownLatch goOn = new CountDownLatch(1);

    private Installations another() {
        return new Installations(
                new InstallationStore(fixture.jdbi),
                new Catalog(
                        List.of(FleetFixture.release("1.0"), FleetFixture.release("9.0")),
                        List.of(FleetFixture.size()),
                        List.of(),
                        List.of()),
                new Engines(List.of(fixture.engine)),
                fixture.runtime,
                Clock.systemUTC());
    }

    @AfterEach
    void close() throws Exception {
        goOn.countDown();
        installations.stop();
        fixture.close();
    }

    private void holdInstalls() {
        fixture.runtime.before = verb -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RuntimeFailure.Passing("interrupted");
            }
        };
    }

    private InstallationView ended(OperationId id) {
        return await("the end of the installation")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> installations.find(OWNER, id).orElseThrow(), view -> view.status() != Status.STARTED);
    }

    @Test
    void a_release_is_installed_once_however_often_it_is_asked_for() {
        holdInstalls();
        InstallationView first = installations.install(OWNER, "memory", "1.0");
        assertThat(first.status()).isEqualTo(Status.STARTED);
        assertThat(installations.install(OWNER, "memory", "1.0").id()).isEqualTo(first.id());
        goOn.countDown();
        InstallationView ended = ended(first.id());
        assertThat(ended.status()).isEqualTo(Status.FINISHED);
        assertThat(ended.progress()).isEqualTo(1);
        assertThat(installations.install(OWNER, "memory", "1.0").id()).isNotEqualTo(first.id());
    }

    @Test
    void one_that_fails_says_why() {
        fixture.runtime.before = verb -> {
            throw new RuntimeFailure.Passing("no network; try again later");
        };
        InstallationView ended =
                ended(installations.install(OWNER, "memory", "1.0").id());
        assertThat(ended.status()).isEqualTo(Status.FAILED);
        assertThat(ended.error()).hasValue("no network; try again later");
    }

    @Test
    void what_a_server_was_at_when_it_ended_the_next_takes_up() {
        holdInstalls();
        OperationId id = installations.install(OWNER, "memory", "1.0").id();
        installations.stop();
        assertThat(installations.find(OWNER, id).orElseThrow().status()).isEqualTo(Status.STARTED);
        fixture.runtime.before = verb -> {};
        Installations next = another();
        next.start();
        assertThat(ended(id).status()).isEqualTo(Status.FINISHED);
        next.stop();
    }

    @Test
    void what_is_not_offered_or_cannot_run_here_is_refused_and_so_is_everybody_else() {
        assertThat(refusal(OWNER, "memory", "7.7")).isInstanceOf(Refusal.NotFound.class);
        assertThat(refusal(OWNER, "nothing", "1.0")).isInstanceOf(Refusal.NotFound.class);
        assertThat(refusal(OWNER, "memory", "9.0").words()).contains("no Java 99 here");
        Caller client = new Caller.ApiClient(UUID.randomUUID(), OrganizationId.random(), Map.of(), Optional.empty());
        assertThat(refusal(client, "memory", "1.0")).isInstanceOf(Refusal.NoAccess.class);
        OperationId id = installations.install(OWNER, "memory", "1.0").id();
        assertThat(installations.find(client, id)).isEmpty();
    }

    @TempDir
    Path folder;

    private UploadedArchive upload() throws IOException {
        return new UploadedArchive(Files.createTempFile(folder, "part", ""), "engine.tar.gz");
    }

    @Test
    void an_archive_that_was_uploaded_is_installed_and_deleted() throws IOException {
        UploadedArchive archive = upload();
        InstallationView ended = ended(installations
                .install(OWNER, "memory", "1.0", Optional.of("0".repeat(64)), Optional.of(archive))
                .id());
        assertThat(ended.message()).isEqualTo("made in memory");
        assertThat(fixture.runtime.supplied)
                .isEqualTo(new Supply(
                        Optional.of(new Supply.Brought(archive.path(), "engine.tar.gz")), Optional.of("0".repeat(64))));
        await().atMost(PATIENCE).until(() -> Files.notExists(archive.path()));
    }

    @Test
    void an_archive_is_not_used_while_the_release_is_being_installed() throws IOException {
        holdInstalls();
        OperationId running = installations.install(OWNER, "memory", "1.0").id();
        UploadedArchive archive = upload();
        assertThatThrownBy(() -> installations.install(OWNER, "memory", "1.0", Optional.empty(), Optional.of(archive)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(Ids.text(running.value()));
        assertThat(archive.path()).doesNotExist();
    }

    @Test
    void an_upload_that_a_server_was_at_when_it_ended_has_to_be_sent_again() throws IOException {
        holdInstalls();
        OperationId id = installations
                .install(OWNER, "memory", "1.0", Optional.empty(), Optional.of(upload()))
                .id();
        installations.stop();
        Installations next = another();
        next.start();
        assertThat(ended(id).error())
                .hasValueSatisfying(error -> assertThat(error).contains("upload it again"));
        next.stop();
    }

    @Test
    void a_release_is_removed_only_while_nobody_needs_it() {
        assertThat(refusalOfRemoval("1.0")).isInstanceOf(Refusal.NotFound.class);
        ended(installations.install(OWNER, "memory", "1.0").id());
        fixture.fleet.create(OWNER, fixture.wanted("orders"));
        assertThat(refusalOfRemoval("1.0"))
                .isInstanceOf(Refusal.NotEmpty.class)
                .extracting(Refusal::words)
                .asString()
                .contains("memory 1.0 is in use by orders");
    }

    @Test
    void a_release_that_nobody_needs_is_removed() {
        holdInstalls();
        OperationId id = installations.install(OWNER, "memory", "1.0").id();
        assertThat(refusalOfRemoval("1.0")).isInstanceOf(Refusal.Busy.class);
        goOn.countDown();
        ended(id);
        installations.remove(OWNER, "memory", "1.0");
        assertThat(refusalOfRemoval("1.0")).isInstanceOf(Refusal.NotFound.class);
    }

    private Refusal refusalOfRemoval(String version) {
        Refused[] refused = new Refused[1];
        assertThatThrownBy(() -> installations.remove(OWNER, "memory", version))
                .isInstanceOfSatisfying(Refused.class, thrown -> refused[0] = thrown);
        return refused[0].refusal();
    }

    private Refusal refusal(Caller caller, String engine, String version) {
        Refused[] refused = new Refused[1];
        assertThatThrownBy(() -> installations.install(caller, engine, version))
                .isInstanceOfSatisfying(Refused.class, thrown -> refused[0] = thrown);
        return refused[0].refusal();
    }
}
