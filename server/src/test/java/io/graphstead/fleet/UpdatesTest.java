package io.graphstead.fleet;

import static io.graphstead.fleet.FleetFixture.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.graphstead.catalog.Release;
import io.graphstead.catalog.Size;
import io.graphstead.engine.Memory;
import io.graphstead.fleet.BackupConfiguration.Frequency;
import io.graphstead.fleet.DeploymentChange.Asked;
import io.graphstead.identity.Caller;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal;
import io.graphstead.refusal.Refusal.InvalidField;
import io.graphstead.refusal.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several things made different at once, or none of them. */
class UpdatesTest {
    private static final BackupConfiguration DAILY = new BackupConfiguration(Frequency.DAILY, 30);

    private FleetFixture fixture;

    @BeforeEach
    void start() {
        fixture = new FleetFixture().started();
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    private record Update(
            Optional<String> id,
            Optional<BackupConfiguration> backups,
            Optional<Integer> storage,
            Optional<Size> size,
            Optional<Release> release) {
        static final Update NOTHING =
                new Update(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        Update id(String other) {
            return new Update(Optional.of(other), backups, storage, size, release);
        }

        Update backups(BackupConfiguration other) {
            return new Update(id, Optional.of(other), storage, size, release);
        }

        Update storage(int other) {
            return new Update(id, backups, Optional.of(other), size, release);
        }

        Update size(String other, long memoryMb) {
            return new Update(id, backups, storage, Optional.of(machine(other, memoryMb)), release);
        }

        Update release(String other) {
            return new Update(id, backups, storage, size, Optional.of(FleetFixture.release(other)));
        }

        DeploymentChange change() {
            return new DeploymentChange(
                    id.map(text -> new Asked<>("id", DeploymentName.parseClusterId("id", text))),
                    backups,
                    storage.map(gb -> new Asked<>("storageSizeGB", gb)),
                    size.map(one -> new Asked<>("machineType", one)),
                    release.map(one -> new Asked<>("version", one)));
        }

        private static Size machine(String id, long memoryMb) {
            return new Size(
                    id,
                    Size.Kind.MACHINE_TYPE,
                    id,
                    new Memory(memoryMb, 0, 0),
                    memoryMb,
                    1,
                    0,
                    1,
                    List.of(),
                    Optional.of("aws"),
                    List.of("eu-west-1"),
                    false);
        }
    }

    private static Update update() {
        return Update.NOTHING;
    }

    private DeploymentView asked(DeploymentId id, Update update) {
        return fixture.reshaping.update(OWNER, id, update.change());
    }

    private Refusal refused(DeploymentId id, Update update) {
        return catchThrowableOfType(Refused.class, () -> asked(id, update)).refusal();
    }

    private void awaitIdle(DeploymentId id) {
        await("the end of every operation on " + id)
                .until(() -> fixture.fleet.operations(OWNER, id).stream()
                        .noneMatch(operation -> operation.status() == OperationView.Status.STARTED));
    }

    private OperationView newest(DeploymentId id) {
        return fixture.fleet.operations(OWNER, id).getFirst();
    }

    private int operationsOf(DeploymentId id) {
        return fixture.fleet.operations(OWNER, id).size();
    }

    @Test
    void what_needs_no_restart_is_so_at_once_and_begins_no_operation() {
        DeploymentId id = fixture.running("at_once");

        DeploymentView after = asked(id, update().id("renamed").backups(DAILY).storage(50));

        assertThat(after.clusterId()).isEqualTo("renamed");
        assertThat(after.name()).isEqualTo("renamed");
        assertThat(after.backups()).isEqualTo(DAILY);
        assertThat(after.storageGb()).isEqualTo(50);
        assertThat(after.status().state()).isEqualTo(ShownState.RUNNING);
        assertThat(after.status().needsRestart()).isFalse();
        assertThat(operationsOf(id)).as("only the one that made it").isEqualTo(1);
        assertThat(fixture.fleet.get(OWNER, id)).isEqualTo(after);
    }

    @Test
    void what_it_is_already_changes_nothing() {
        DeploymentId id = fixture.running("same");
        DeploymentView before = fixture.fleet.get(OWNER, id);

        DeploymentView after = asked(
                id,
                update().id("same").storage(10).size("m1", 1000).release("1.0").backups(BackupConfiguration.NONE));

        assertThat(after).isEqualTo(before);
        assertThat(operationsOf(id)).isEqualTo(1);
    }

    @Test
    void another_size_is_a_plan_change_and_shows_at_once() {
        DeploymentId id = fixture.running("size");

        DeploymentView after = asked(id, update().size("m2", 2000).storage(40));

        assertThat(after.size()).isEqualTo("m2");
        assertThat(after.storageGb()).isEqualTo(40);
        assertThat(after.status().state()).isEqualTo(ShownState.UPDATING);
        assertThat(newest(id).kind()).isEqualTo(OperationKind.PLAN_CHANGE);
        awaitIdle(id);
        assertThat(newest(id).status()).isEqualTo(OperationView.Status.FINISHED);
        assertThat(fixture.fleet.get(OWNER, id).storageGb()).isEqualTo(40);
    }

    @Test
    void size_and_version_together_are_one_version_change() {
        DeploymentId id = fixture.running("both");

        asked(id, update().size("m2", 2000).release("2.0").id("both2").backups(DAILY));
        awaitIdle(id);

        assertThat(operationsOf(id)).isEqualTo(2);
        assertThat(newest(id).kind()).isEqualTo(OperationKind.VERSION_CHANGE);
        assertThat(newest(id).status()).isEqualTo(OperationView.Status.FINISHED);
        DeploymentView after = fixture.fleet.get(OWNER, id);
        assertThat(after.size()).isEqualTo("m2");
        assertThat(after.release().version().text()).isEqualTo("2.0");
        assertThat(after.clusterId()).isEqualTo("both2");
        assertThat(after.backups()).isEqualTo(DAILY);
    }

    @Test
    void what_does_not_start_goes_back_and_keeps_the_storage_that_it_was_given() {
        DeploymentId id = fixture.running("back");
        fixture.runtime.diesAtOnce = request -> request.revision() > 1;

        asked(id, update().release("2.0").size("m2", 2000).storage(70));
        awaitIdle(id);

        assertThat(newest(id).status()).isEqualTo(OperationView.Status.FAILED);
        DeploymentView after = fixture.fleet.get(OWNER, id);
        assertThat(after.release().version().text()).isEqualTo("1.0");
        assertThat(after.size()).isEqualTo("m1");
        assertThat(after.storageGb()).isEqualTo(70);
        assertThat(after.status().state()).isEqualTo(ShownState.RUNNING);
    }

    @Test
    void one_refused_part_leaves_all_as_it_was() {
        DeploymentId id = fixture.running("whole");
        fixture.running("taken");
        DeploymentView before = fixture.fleet.get(OWNER, id);

        assertThat(refused(id, update().id("free").backups(DAILY).storage(9)))
                .isEqualTo(new InvalidField(
                        "storageSizeGB",
                        InvalidField.Rule.SHRINKS,
                        "storageSizeGB is 10 and can grow, never shrink; give 10 or more"));
        assertThat(refused(id, update().id("taken").storage(20))).isInstanceOf(Refusal.NameTaken.class);
        Refusal older = refused(id, update().id("free").storage(20).release("0.9"));
        assertThat(older)
                .isInstanceOfSatisfying(
                        InvalidField.class, field -> assertThat(field.field()).isEqualTo("version"));
        assertThat(refused(id, update().id("free").storage(20).size("huge", 1_000_000_000_000L)))
                .isInstanceOf(Refusal.DoesNotFit.class);

        assertThat(fixture.fleet.get(OWNER, id)).isEqualTo(before);
        assertThat(operationsOf(id)).isEqualTo(1);
    }

    @Test
    void a_paused_one_takes_another_size_and_stays_paused_and_no_other_version() {
        DeploymentId id = fixture.running("paused");
        fixture.finished(fixture.fleet.pause(OWNER, id));

        assertThat(refused(id, update().release("2.0").id("other")))
                .isInstanceOfSatisfying(
                        Refusal.WrongState.class,
                        wrong -> assertThat(wrong.state()).isEqualTo("paused"));
        asked(id, update().size("m2", 2000).storage(30));
        awaitIdle(id);

        assertThat(fixture.status(id).state()).isEqualTo(ShownState.PAUSED);
        assertThat(fixture.fleet.get(OWNER, id).size()).isEqualTo("m2");
    }

    @Test
    void while_an_operation_runs_only_what_restarts_nothing_is_taken() {
        DeploymentId id = fixture.running("busy");
        fixture.queue.stop();
        fixture.fleet.pause(OWNER, id);

        assertThat(refused(id, update().size("m2", 2000))).isInstanceOf(Refusal.Busy.class);
        assertThat(refused(id, update().release("2.0").storage(20))).isInstanceOf(Refusal.Busy.class);
        DeploymentView after = asked(id, update().backups(DAILY).id("renamed").storage(30));
        assertThat(after.backups()).isEqualTo(DAILY);
        assertThat(after.status().state()).isEqualTo(ShownState.PAUSING);
    }

    @Test
    void nothing_of_one_that_is_being_deleted_changes() {
        DeploymentId id = fixture.running("ending");
        fixture.queue.stop();
        fixture.fleet.delete(OWNER, id, Role.ADMINISTRATOR);

        for (Update one : List.of(
                update().id("other"),
                update().backups(DAILY),
                update().storage(50),
                update().size("m2", 2000),
                update().release("2.0"))) {
            assertThat(refused(id, one))
                    .isInstanceOfSatisfying(
                            Refusal.WrongState.class,
                            wrong -> assertThat(wrong.state()).isEqualTo("deleting"));
        }
    }

    @Test
    void the_old_id_is_free_at_once_and_the_name_follows_the_id_that_was_made_from_it() {
        DeploymentId id = fixture.fleet
                .create(OWNER, fixture.wanted("Test_db"))
                .deployment()
                .id();

        DeploymentView renamed = asked(id, update().id("orders"));

        assertThat(renamed.name()).isEqualTo("orders");
        assertThat(fixture.fleet
                        .create(OWNER, fixture.wanted("Test_db"))
                        .deployment()
                        .clusterId())
                .isEqualTo("test_db");
    }

    @Test
    void a_name_of_its_own_stays_when_the_id_changes() {
        DeploymentId id = fixture.running("first");
        fixture.fleet.rename(OWNER, id, DeploymentName.parse("name", "Production"));

        DeploymentView renamed = asked(id, update().id("second"));

        assertThat(renamed.name()).isEqualTo("Production");
        assertThat(renamed.clusterId()).isEqualTo("second");
        DeploymentId other = fixture.running("other");
        assertThat(refused(other, update().id("production")))
                .as("the name of another")
                .isInstanceOf(Refusal.NameTaken.class);
        assertThat(asked(other, update().id("first")).clusterId()).isEqualTo("first");
    }

    @Test
    void growing_is_held_to_the_organizations_quota() {
        DeploymentId id = fixture.running("quota");
        fixture.jdbi.useHandle(handle -> handle.execute(
                "UPDATE organization SET quota_storage_gb = 25 WHERE id = ?",
                fixture.project.organizationId().value()));

        assertThat(refused(id, update().storage(26)))
                .isInstanceOfSatisfying(
                        Refusal.DoesNotFit.class,
                        full -> assertThat(full.resource()).isEqualTo("quota"));
        assertThat(asked(id, update().storage(25)).storageGb()).isEqualTo(25);
    }

    @Test
    void it_needs_writer() {
        DeploymentId id = fixture.running("access");
        Caller reader = new Caller.ApiClient(
                UUID.randomUUID(),
                fixture.project.organizationId(),
                Map.of(fixture.project.id(), Role.READER),
                Optional.empty());

        Refused refused = catchThrowableOfType(
                Refused.class,
                () -> fixture.reshaping.update(reader, id, update().storage(20).change()));

        assertThat(refused.refusal()).isInstanceOf(Refusal.NoAccess.class);
    }
}
