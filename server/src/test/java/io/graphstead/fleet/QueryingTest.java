package io.graphstead.fleet;

import static io.graphstead.fleet.FleetFixture.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.graphstead.engine.Engines;
import io.graphstead.engine.query.Query;
import io.graphstead.engine.query.Query.Access;
import io.graphstead.engine.query.QueryAnswer;
import io.graphstead.engine.query.QueryFailed;
import io.graphstead.identity.Caller;
import io.graphstead.identity.OrganizationId;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal;
import io.graphstead.refusal.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may ask what. */
class QueryingTest {
    private static final String RUN = "1".repeat(32);

    private final FleetFixture fixture = new FleetFixture().started();
    private final Querying querying = new Querying(
            fixture.requests,
            new OperationStore(fixture.jdbi),
            fixture.passwords,
            new Engines(List.of(fixture.engine)),
            fixture.runtime);

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private Caller as(Role role) {
        return new Caller.ApiClient(UUID.randomUUID(), fixture.project.organizationId(), Map.of(), Optional.of(role));
    }

    private static Query query(String text, Access access) {
        return new Query(RUN, text, access, Query.Mode.RUN, "", new Query.Limits(100, 1 << 20, Duration.ofSeconds(20)));
    }

    @Test
    void everybody_reads_and_who_sees_the_credentials_writes() throws Exception {
        DeploymentId id = fixture.running("asked");
        for (Role role : Role.values()) {
            QueryAnswer answer = querying.ask(as(role), id, query("echo hello", Access.READ));
            assertThat(answer.rows().getFirst().getFirst().text()).isEqualTo("hello");
            boolean mayWrite = role.includes(Role.WRITER);
            assertThat(querying.offer(as(role), id).orElseThrow().access().contains(Access.WRITE))
                    .as(role.name())
                    .isEqualTo(mayWrite);
            if (mayWrite) {
                assertThatThrownBy(() -> querying.ask(as(role), id, query("secret", Access.READ)))
                        .as("only the engine has something against it")
                        .isInstanceOf(QueryFailed.class);
                querying.ask(as(role), id, query("echo x", Access.WRITE));
            } else {
                for (Query refused : List.of(query("echo x", Access.WRITE), query("secret", Access.READ))) {
                    assertThatThrownBy(() -> querying.ask(as(role), id, refused))
                            .isInstanceOfSatisfying(
                                    Refused.class, e -> assertThat(e.refusal()).isInstanceOf(Refusal.NoAccess.class));
                }
            }
        }
    }

    @Test
    void strangers_ask_nothing() {
        DeploymentId id = fixture.running("foreign");
        Caller stranger =
                new Caller.ApiClient(UUID.randomUUID(), OrganizationId.random(), Map.of(), Optional.of(Role.OWNER));
        assertThatThrownBy(() -> querying.ask(stranger, id, query("echo x", Access.READ)))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> querying.offer(stranger, id)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> querying.cancel(stranger, id, RUN)).isInstanceOf(Refused.class);
    }

    @Test
    void what_is_paused_is_not_asked() {
        DeploymentId id = fixture.running("paused");
        fixture.finished(fixture.fleet.pause(OWNER, id));
        assertThatThrownBy(() -> querying.ask(OWNER, id, query("echo x", Access.READ)))
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.refusal()).isInstanceOf(Refusal.WrongState.class));
    }

    @Test
    void only_who_began_a_query_cancels_it() throws Exception {
        DeploymentId id = fixture.running("waited");
        Caller mine = as(Role.READER);
        CompletableFuture<QueryAnswer> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return querying.ask(mine, id, query("wait", Access.READ));
            } catch (QueryFailed e) {
                throw new IllegalStateException(e);
            }
        });
        await("nobody else's is found").until(() -> !querying.cancel(as(Role.OWNER), id, RUN));
        await("it is found once it runs").until(() -> querying.cancel(mine, id, RUN));
        assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .rootCause()
                .isInstanceOfSatisfying(
                        QueryFailed.class, e -> assertThat(e.why()).isEqualTo(QueryFailed.Why.CANCELLED));
        assertThat(querying.cancel(mine, id, RUN)).isFalse();
    }

    @Test
    void no_more_run_at_once_than_the_server_bears() throws Exception {
        DeploymentId id = fixture.running("busy");
        List<String> runs = java.util.stream.IntStream.range(0, 8)
                .mapToObj(i -> Integer.toHexString(i).repeat(32))
                .toList();
        List<CompletableFuture<Void>> waiting = runs.stream()
                .map(run -> CompletableFuture.runAsync(
                        () -> {
                            try {
                                querying.ask(
                                        OWNER,
                                        id,
                                        new Query(
                                                run,
                                                "wait",
                                                Access.READ,
                                                Query.Mode.RUN,
                                                "",
                                                new Query.Limits(1, 1, Duration.ofSeconds(20))));
                            } catch (QueryFailed e) {
                                // cancelled below
                            }
                        },
                        command -> Thread.ofVirtual().start(command)))
                .toList();
        await("all places are taken")
                .untilAsserted(() -> assertThatThrownBy(() -> querying.ask(OWNER, id, query("echo x", Access.READ)))
                        .isInstanceOfSatisfying(
                                Refused.class,
                                e -> assertThat(e.refusal()).isInstanceOf(Refusal.TooManyRequests.class)));
        runs.forEach(run -> await("it is cancelled").until(() -> querying.cancel(OWNER, id, run)));
        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
        assertThat(querying.ask(OWNER, id, query("echo x", Access.READ)).rows()).hasSize(1);
    }
}
