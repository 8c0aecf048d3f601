package io.graphstead.fleet;

import static io.graphstead.fleet.FleetFixture.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.graphstead.catalog.Catalog;
import io.graphstead.engine.Engines;
import io.graphstead.fleet.OperationView.Status;
import io.graphstead.identity.Caller;
import io.graphstead.identity.OrganizationId;
import io.graphstead.refusal.Refusal;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.RuntimeFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

    private Refusal refusal(Caller caller, String engine, String version) {
        Refused[] refused = new Refused[1];
        assertThatThrownBy(() -> installations.install(caller, engine, version))
                .isInstanceOfSatisfying(Refused.class, thrown -> refused[0] = thrown);
        return refused[0].refusal();
    }
}
