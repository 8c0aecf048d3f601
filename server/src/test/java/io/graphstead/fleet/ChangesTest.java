package io.graphstead.fleet;

import static io.graphstead.fleet.FleetFixture.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.graphstead.catalog.Size;
import io.graphstead.engine.Memory;
import io.graphstead.engine.Readiness;
import io.graphstead.fleet.OperationView.StepStatus;
import io.graphstead.refusal.Refusal;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.Attachment;
import io.graphstead.runtime.RunRequest;
import io.graphstead.runtime.WorkloadName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes of what a deployment is made of, and the way back when they do not work. */
class ChangesTest {
    private static final String FIELD = "configuration";

    @TempDir
    Path folder;

    private FleetFixture fixture;

    @BeforeEach
    void start() {
        fixture = new FleetFixture().started();
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    private static ConfigurationEntry entry(String key, String value) {
        return new ConfigurationEntry(key, value, false);
    }

    private void configure(DeploymentId id, ConfigurationEntry... entries) {
        fixture.configurations.replace(OWNER, id, FIELD, List.of(entries));
    }

    private List<ConfigurationEntry> configuration(DeploymentId id) {
        return fixture.configurations.of(OWNER, id);
    }

    private long revisionOf(DeploymentId id) {
        return fixture.runtime
                .requestOf(new WorkloadName(id.toString()))
                .map(RunRequest::revision)
                .orElse(0L);
    }

    private void failsWith(Accepted accepted, String words) {
        OperationView ended = fixture.ended(accepted);
        assertThat(ended.status()).isEqualTo(OperationView.Status.FAILED);
        assertThat(ended.error()).hasValueSatisfying(error -> assertThat(error).contains(words));
    }

    @Test
    void a_change_of_configuration_waits_for_a_restart() {
        DeploymentId id = fixture.running("configured");
        assertThat(configuration(id)).isEmpty();
        configure(id, entry("colour", "green"));
        assertThat(fixture.status(id).needsRestart()).isTrue();
        assertThat(revisionOf(id)).isEqualTo(1);

        fixture.finished(fixture.fleet.restart(OWNER, id));
        assertThat(fixture.status(id).needsRestart()).isFalse();
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.RUNNING);
        assertThat(revisionOf(id)).isEqualTo(2);
        assertThat(configuration(id)).containsExactly(entry("colour", "green"));
    }

    @Test
    void what_is_read_and_sent_back_changes_nothing_secrets_included() {
        DeploymentId id = fixture.running("again");
        configure(id, entry("colour", "green"), new ConfigurationEntry("shape", "hidden", true));
        assertThat(configuration(id).getLast().value()).isEqualTo(Configurations.MASK);
        fixture.finished(fixture.fleet.restart(OWNER, id));

        configure(id, configuration(id).toArray(ConfigurationEntry[]::new));
        assertThat(fixture.status(id).needsRestart()).isFalse();
        configure(id, entry("shape", Configurations.MASK));
        Deployment now = fixture.deployments.find(id).orElseThrow();
        assertThat(fixture.revisions.drafted(now).configuration())
                .as("the secret's value stays, and stays secret")
                .containsExactly(new ConfigurationEntry("shape", "hidden", true));
    }

    @Test
    void taking_a_change_back_needs_no_restart() {
        DeploymentId id = fixture.running("taken_back");
        configure(id, entry("colour", "green"));
        configure(id);
        assertThat(fixture.status(id).needsRestart()).isFalse();
    }

    @Test
    void what_the_engine_does_not_take_is_refused_before_it_is_stored() {
        DeploymentId id = fixture.running("refused");
        assertThatThrownBy(() -> configure(id, entry("colour", "green"), entry("taste", "sweet")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal().words()).contains("configuration[1]", "taste"));
        assertThatThrownBy(() -> configure(id, entry("colour", "green"), entry("colour", "red")))
                .hasMessageContaining("configuration[1].key");
        assertThatThrownBy(() -> configure(id, entry("colour", Configurations.MASK)))
                .hasMessageContaining("configuration[0].value");
        assertThat(configuration(id)).isEmpty();
        assertThat(fixture.status(id).needsRestart()).isFalse();
    }

    @Test
    void a_setting_with_which_it_does_not_start_is_named_and_the_last_configuration_that_worked_comes_back() {
        DeploymentId id = fixture.running("bad_setting");
        configure(id, entry("colour", "green"));
        fixture.finished(fixture.fleet.restart(OWNER, id));
        configure(id, entry("colour", "plaid"));
        fixture.runtime.diesAtOnce = request -> request.revision() > 2;
        fixture.runtime.output = List.of("no such value for setting colour");

        Accepted restart = fixture.fleet.restart(OWNER, id);
        failsWith(restart, "colour");
        assertThat(configuration(id)).containsExactly(entry("colour", "green"));
        ShownStatus status = fixture.status(id);
        assertThat(status.state()).isEqualTo(ShownState.RUNNING);
        assertThat(status.underIncident()).isFalse();
        assertThat(status.needsRestart()).isFalse();
        assertThat(revisionOf(id)).isEqualTo(2);
        assertThat(fixture.fleet.operation(OWNER, restart.operation()).steps())
                .anySatisfy(step -> {
                    assertThat(step.name()).isEqualTo(StepName.GO_BACK.word());
                    assertThat(step.status()).isEqualTo(StepStatus.FINISHED);
                })
                .anySatisfy(step -> assertThat(step.status()).isEqualTo(StepStatus.FAILED));
    }

    @Test
    void what_was_drafted_while_it_went_back_stays_drafted() {
        DeploymentId id = fixture.running("drafted_meanwhile");
        configure(id, entry("colour", "plaid"));
        fixture.runtime.diesAtOnce = request -> request.revision() == 2;
        Accepted restart = fixture.fleet.restart(OWNER, id);
        configure(id, entry("colour", "blue"));
        failsWith(restart, "ended by itself");
        assertThat(configuration(id)).containsExactly(entry("colour", "blue"));
        assertThat(fixture.status(id).needsRestart()).isTrue();
        fixture.finished(fixture.fleet.restart(OWNER, id));
        assertThat(fixture.status(id).needsRestart()).isFalse();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "upload", ""), content);
    }

    @Test
    void a_plugin_is_loaded_after_a_restart_listed_and_removed() throws IOException {
        DeploymentId id = fixture.running("plugged");
        String content = "x".repeat(3_000_000);
        Plugin plugin = fixture.plugins.add(OWNER, id, "tool", file(content));
        assertThat(fixture.plugins.of(OWNER, id)).extracting(Plugin::name).containsExactly("tool");
        assertThat(fixture.status(id).needsRestart()).isTrue();
        Deployment drafted = fixture.deployments.find(id).orElseThrow();
        Attachment attachment = fixture.pluginStore
                .attachments(fixture.revisions.drafted(drafted).plugins())
                .getFirst();
        assertThat(attachment.fileName()).isEqualTo("tool.jar");
        assertThat(attachment.source().open()).hasContent(content);

        assertThatThrownBy(() -> fixture.plugins.add(OWNER, id, "tool", file("y")))
                .hasMessageContaining("taken");
        fixture.finished(fixture.fleet.restart(OWNER, id));
        fixture.plugins.remove(OWNER, id, plugin.id());
        assertThat(fixture.plugins.of(OWNER, id)).isEmpty();
        assertThat(fixture.status(id).needsRestart()).isTrue();
        Plugin again = fixture.plugins.add(OWNER, id, "tool", file("newer"));
        fixture.finished(fixture.fleet.restart(OWNER, id));
        assertThat(fixture.pluginStore.files(List.of(plugin.id())))
                .as("files that nothing can go back to are deleted")
                .isEmpty();
        assertThat(fixture.pluginStore.files(List.of(again.id()))).hasSize(1);
        assertThat(folder).as("nothing is left of the uploads' unpacking").isDirectoryNotContaining("glob:**/plugin*");
    }

    @Test
    void a_plugin_is_disabled_and_enabled_again_and_keeps_its_file() throws IOException {
        DeploymentId id = fixture.running("switched");
        Plugin one = fixture.plugins.add(OWNER, id, "one", file("one"));
        Plugin other = fixture.plugins.add(OWNER, id, "other", file("other"));
        fixture.finished(fixture.fleet.restart(OWNER, id));

        assertThat(fixture.plugins.enable(OWNER, id, one.id(), false).enabled()).isFalse();
        assertThat(fixture.status(id).needsRestart()).isTrue();
        assertThat(fixture.plugins.enable(OWNER, id, one.id(), true).enabled()).isTrue();
        assertThat(fixture.status(id).needsRestart()).as("as it was").isFalse();

        fixture.plugins.enable(OWNER, id, one.id(), false);
        fixture.finished(fixture.fleet.restart(OWNER, id));
        fixture.finished(fixture.fleet.restart(OWNER, id));
        Deployment now = fixture.deployments.find(id).orElseThrow();
        assertThat(fixture.revisions.drafted(now).plugins()).containsExactly(other.id());
        assertThat(fixture.pluginStore.files(List.of(one.id()))).hasSize(1);
        assertThat(fixture.plugins.of(OWNER, id)).extracting(Plugin::enabled).containsExactly(false, true);
        assertThatThrownBy(() -> fixture.plugins.add(OWNER, id, "one", file("again")))
                .hasMessageContaining("taken");
    }

    @Test
    void a_plugin_with_which_it_does_not_start_is_said_to_be_so_and_can_be_removed() throws IOException {
        DeploymentId id = fixture.running("broken_plugin");
        Plugin good = fixture.plugins.add(OWNER, id, "good", file("good"));
        Plugin bad = fixture.plugins.add(OWNER, id, "bad", file("bad"));
        fixture.runtime.diesAtOnce = request -> request.revision() > 1;
        fixture.runtime.output = List.of("cannot read bad.jar");
        failsWith(fixture.fleet.restart(OWNER, id), "plugin bad");

        assertThat(fixture.plugins.of(OWNER, id))
                .satisfiesExactly(
                        one -> assertThat(one.refused()).as("not to blame").isEmpty(),
                        other -> assertThat(other.refused())
                                .hasValueSatisfying(why -> assertThat(why).contains("bad.jar")));
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.RUNNING);
        assertThat(fixture.status(id).needsRestart()).as("the good one waits").isTrue();
        assertThat(fixture.plugins.of(OWNER, id)).extracting(Plugin::enabled).containsExactly(true, false);
        assertThat(fixture.plugins.enable(OWNER, id, bad.id(), true).refused())
                .as("tried again")
                .isEmpty();
        fixture.runtime.diesAtOnce = request -> false;
        fixture.plugins.remove(OWNER, id, bad.id());
        fixture.finished(fixture.fleet.restart(OWNER, id));
        assertThat(fixture.plugins.of(OWNER, id)).extracting(Plugin::id).containsExactly(good.id());
        assertThat(fixture.status(id).needsRestart()).isFalse();
    }

    private static Size size(String id, long memory, int storage) {
        return new Size(
                id,
                Size.Kind.PLAN,
                id,
                new Memory(memory, 0, 0),
                memory,
                1,
                storage,
                1,
                List.of("BACKPACK"),
                Optional.empty(),
                List.of(),
                false);
    }

    @Test
    void another_plan_changes_the_memory_and_never_shrinks_the_storage() {
        DeploymentId id = fixture.running("resized");
        fixture.finished(fixture.reshaping.resize(OWNER, id, "plan", size("m2", 2000, 5)));
        DeploymentView view = fixture.fleet.get(OWNER, id);
        assertThat(view.size()).isEqualTo("m2");
        assertThat(view.storageGb()).isEqualTo(10);
        assertThat(revisionOf(id)).isEqualTo(2);
        assertThatThrownBy(() -> fixture.reshaping.resize(OWNER, id, "plan", size("m2", 2000, 5)))
                .hasMessageContaining("already has m2");
        fixture.runtime.memoryMb = 2500;
        assertThatThrownBy(() -> fixture.reshaping.resize(OWNER, id, "plan", size("m3", 3000, 5)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.DoesNotFit.class));
        assertThat(fixture.fleet.get(OWNER, id).size()).isEqualTo("m2");
        assertThat(fixture.status(id).needsRestart()).isFalse();
    }

    @Test
    void a_paused_one_is_resized_and_stays_paused() {
        DeploymentId id = fixture.running("resized_paused");
        fixture.finished(fixture.fleet.pause(OWNER, id));
        assertThat(fixture.status(id).pausedBy()).contains(Marks.PausedBy.PERSON);
        fixture.finished(fixture.reshaping.resize(OWNER, id, "plan", size("m2", 2000, 20)));
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.PAUSED);
        fixture.finished(fixture.fleet.resume(OWNER, id));
        assertThat(fixture.fleet.get(OWNER, id).storageGb()).isEqualTo(20);
        assertThat(fixture.status(id).pausedBy()).isEmpty();
    }

    @Test
    void another_version_runs_on_the_same_data_and_the_copy_is_gone() {
        DeploymentId id = fixture.running("upgraded");
        fixture.finished(fixture.reshaping.upgrade(OWNER, id, "version", FleetFixture.release("2.0")));
        assertThat(fixture.fleet.get(OWNER, id).release().version().text()).isEqualTo("2.0");
        assertThat(fixture.runtime.copies).isEmpty();
        assertThat(fixture.runtime.broughtBack).isEmpty();
        assertThatThrownBy(() -> fixture.reshaping.upgrade(OWNER, id, "version", FleetFixture.release("1.0")))
                .hasMessageContaining("version cannot be 1.0");
    }

    @Test
    void a_version_that_does_not_come_up_goes_back_with_the_data_as_it_was() {
        DeploymentId id = fixture.running("not_upgraded");
        fixture.runtime.diesAtOnce = request -> request.revision() > 1;
        failsWith(fixture.reshaping.upgrade(OWNER, id, "version", FleetFixture.release("2.0")), "ended by itself");
        assertThat(fixture.fleet.get(OWNER, id).release().version().text()).isEqualTo("1.0");
        assertThat(fixture.status(id).state()).isEqualTo(ShownState.RUNNING);
        assertThat(fixture.status(id).underIncident()).isFalse();
        assertThat(fixture.runtime.broughtBack).containsExactly(new WorkloadName(id.toString()));
        assertThat(fixture.runtime.copies).isEmpty();
    }

    @Test
    void one_that_is_cancelled_goes_back_too_and_others_cannot_be() {
        DeploymentId id = fixture.running("cancelled");
        fixture.runtime.diesAtOnce = request -> request.revision() > 1;
        Accepted upgrade = fixture.reshaping.upgrade(OWNER, id, "version", FleetFixture.release("2.0"));
        fixture.fleet.cancel(OWNER, id, upgrade.operation());
        OperationView ended = fixture.ended(upgrade);
        assertThat(ended.error()).contains("cancelled");
        assertThat(fixture.fleet.get(OWNER, id).release().version().text()).isEqualTo("1.0");
        assertThatThrownBy(() -> fixture.fleet.cancel(OWNER, id, upgrade.operation()))
                .hasMessageContaining("ended already");
        Accepted pause = fixture.fleet.pause(OWNER, id);
        assertThatThrownBy(() -> fixture.fleet.cancel(OWNER, id, pause.operation()))
                .hasMessageContaining("cannot be cancelled");
    }

    @Test
    void extras_change_nothing_that_runs() {
        DeploymentId id = fixture.running("extras");
        fixture.finished(fixture.reshaping.chooseExtras(OWNER, id, List.of("BACKPACK")));
        assertThat(fixture.fleet.get(OWNER, id).extras()).containsExactly("BACKPACK");
        assertThat(fixture.status(id).needsRestart()).isFalse();
    }

    @Test
    void a_name_changes_and_both_the_old_id_and_the_new_name_are_taken() {
        DeploymentId id = fixture.running("Old_Name");
        DeploymentView renamed = fixture.fleet.rename(OWNER, id, DeploymentName.parse("name", "New_Name"));
        assertThat(renamed.name()).isEqualTo("New_Name");
        assertThat(renamed.clusterId()).isEqualTo("old_name");
        for (String taken : List.of("old_name", "NEW_NAME")) {
            assertThatThrownBy(() -> fixture.fleet.create(OWNER, fixture.wanted(taken)))
                    .as(taken)
                    .hasMessageContaining("taken");
        }
        DeploymentId other = fixture.running("other");
        assertThatThrownBy(() -> fixture.fleet.rename(OWNER, other, DeploymentName.parse("name", "new_name")))
                .hasMessageContaining("taken");
    }

    @Test
    void a_protected_one_is_not_deleted() {
        DeploymentId id = fixture.running("protected");
        fixture.fleet.protect(OWNER, id, true);
        assertThatThrownBy(() -> fixture.fleet.delete(OWNER, id, io.graphstead.identity.Role.OPERATOR))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Protected.class));
        fixture.fleet.protect(OWNER, id, false);
        fixture.finished(fixture.fleet.delete(OWNER, id, io.graphstead.identity.Role.OPERATOR));
    }

    @Test
    void a_password_is_reset_while_it_runs_and_one_changed_inside_is_said_to_be() {
        DeploymentId id = fixture.running("secret");
        FirstUser first = fixture.firstUsers.of(OWNER, id);
        FirstUser second = fixture.firstUsers.reset(OWNER, id);
        assertThat(second.password()).isPresent().isNotEqualTo(first.password());
        assertThat(fixture.firstUsers.of(OWNER, id)).isEqualTo(second);

        fixture.engine.answer = new Readiness.ReadyForOthers();
        assertThat(fixture.firstUsers.of(OWNER, id).password()).isEmpty();
        assertThatThrownBy(() -> fixture.firstUsers.reset(OWNER, id)).hasMessageContaining("changed inside");
        fixture.engine.answer = new Readiness.Ready();
        fixture.finished(fixture.fleet.pause(OWNER, id));
        assertThat(fixture.firstUsers.of(OWNER, id)).isEqualTo(second);
        assertThatThrownBy(() -> fixture.firstUsers.reset(OWNER, id)).hasMessageContaining("resume");
    }

    @Test
    void a_reset_that_was_cut_off_is_settled_by_asking_the_server() {
        DeploymentId id = fixture.running("cut_off");
        fixture.jdbi.useHandle(handle -> fixture.passwords.storeNext(handle, id, "the-next-one"));
        assertThat(fixture.firstUsers.of(OWNER, id).password()).contains("the-next-one");
        await("it is the password from now on")
                .atMost(Duration.ofSeconds(5))
                .until(() -> fixture.passwords.next(id).isEmpty()
                        && fixture.passwords.of(id).password().equals("the-next-one"));
    }
}
