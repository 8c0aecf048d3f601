package io.graphstead.fleet;

import static io.graphstead.fleet.FleetFixture.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.graphstead.identity.IdentityFixture;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Quota;
import io.graphstead.refusal.Refusal.DoesNotFit;
import io.graphstead.refusal.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each deployment of the fixture takes 1000 MB and 10 GB. */
class QuotasTest {
    private final FleetFixture fixture = new FleetFixture();
    private final OrganizationId organization = fixture.project.organizationId();
    private final Quotas quotas = new Quotas(IdentityFixture.organizations(fixture.jdbi));

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    private void quota(long memoryMb, long storageGb, long databases) {
        IdentityFixture.quota(
                fixture.jdbi,
                organization,
                new Quota(OptionalLong.of(memoryMb), OptionalLong.of(storageGb), OptionalLong.of(databases)));
    }

    private Optional<String> refusal(DeploymentId id) {
        Refused refused = catchThrowableOfType(
                Refused.class, () -> fixture.jdbi.useTransaction(handle -> quotas.check(handle, organization, id)));
        return Optional.ofNullable(refused).map(thrown -> ((DoesNotFit) thrown.refusal()).words());
    }

    private DeploymentId made(String name) {
        return fixture.fleet.create(OWNER, fixture.wanted(name)).deployment().id();
    }

    @Test
    void what_fits_exactly_is_let_through_and_one_more_of_anything_is_not() {
        made("first");
        DeploymentId second = made("second");
        quota(2000, 20, 2);
        assertThat(refusal(second)).isEmpty();
        quota(1999, 20, 2);
        assertThat(refusal(second))
                .hasValueSatisfying(words -> assertThat(words)
                        .contains("memory quota is 1999 MB", "others use 1000 MB", "999 MB are left", "needs 1000 MB"));
        quota(2000, 19, 2);
        assertThat(refusal(second))
                .hasValueSatisfying(words ->
                        assertThat(words).contains("storage quota is 19 GB", "others use 10 GB", "9 GB are left"));
        quota(2000, 20, 1);
        assertThat(refusal(second))
                .hasValueSatisfying(
                        words -> assertThat(words).contains("databases quota is 1", "others use 1", "0 are left"));
    }

    @Test
    void without_a_quota_nothing_is_refused() {
        assertThat(refusal(made("free"))).isEmpty();
        IdentityFixture.quota(fixture.jdbi, organization, Quota.NONE);
        assertThat(refusal(made("still_free"))).isEmpty();
    }

    @Test
    void a_paused_database_takes_no_memory_and_a_deleted_one_nothing() {
        DeploymentId running = made("running");
        DeploymentId other = made("other");
        fixture.jdbi.useHandle(
                handle -> handle.execute("UPDATE deployment SET goal = 'PAUSED' WHERE id = ?", other.value()));
        quota(1000, 20, 2);
        assertThat(refusal(running)).isEmpty();
        quota(999, 20, 2);
        assertThat(refusal(other))
                .as("one that takes no memory is not kept from it")
                .isEmpty();
        assertThat(refusal(running)).isPresent();
        fixture.jdbi.useHandle(
                handle -> handle.execute("UPDATE deployment SET deleted_at = now() WHERE id = ?", other.value()));
        quota(1000, 10, 1);
        assertThat(refusal(running)).isEmpty();
    }

    @Test
    void of_many_that_want_the_last_room_at_once_one_gets_it() throws Exception {
        made("first");
        quota(1_000_000, 1_000_000, 3);
        int rivals = 8;
        CyclicBarrier together = new CyclicBarrier(rivals);
        List<Future<Boolean>> tries = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(rivals)) {
            for (int at = 0; at < rivals; at++) {
                String name = "rival_" + at;
                tries.add(threads.submit(() -> {
                    together.await();
                    return isLetThrough(name);
                }));
            }
        }
        int let = 0;
        for (Future<Boolean> one : tries) {
            let += one.get() ? 1 : 0;
        }
        assertThat(let).isEqualTo(2);
    }

    private boolean isLetThrough(String name) {
        try {
            made(name);
            return true;
        } catch (Refused refused) {
            return false;
        }
    }
}
