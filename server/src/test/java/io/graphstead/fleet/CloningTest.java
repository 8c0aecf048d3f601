package io.graphstead.fleet;

import static io.graphstead.fleet.FleetFixture.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.catalog.Release;
import io.graphstead.engine.Readiness;
import io.graphstead.identity.Role;
import io.graphstead.refusal.Refusal;
import io.graphstead.refusal.Refused;
import io.graphstead.runtime.Attachment;
import io.graphstead.runtime.RuntimeFailure;
import io.graphstead.runtime.WorkloadName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deployments made as copies of others, and the first passwords of what is new. */
class CloningTest {
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

    private NewClone named(String name) {
        return wanted(name, Optional.empty(), FirstPassword.GENERATED);
    }

    private NewClone wanted(String name, Optional<Release> release, FirstPassword password) {
        return new NewClone(
                fixture.project,
                DeploymentName.parse("name", name),
                Optional.empty(),
                release,
                Optional.empty(),
                password);
    }

    private Accepted clone(DeploymentId source, NewClone wanted) {
        return fixture.cloning.clone(OWNER, source, wanted);
    }

    private Draft served(DeploymentId id) {
        return fixture.revisions.wanted(fixture.deployments.find(id).orElseThrow());
    }

    private String password(DeploymentId id) {
        return fixture.firstUsers.of(OWNER, id).password().orElseThrow();
    }

    @Test
    void a_clone_has_the_configuration_and_plugins_that_its_source_serves_with_and_what_becomes_of_one_is_its_own()
            throws Exception {
        DeploymentId source = fixture.running("source");
        Path jar = Files.writeString(folder.resolve("tool.jar"), "quick plugin");
        fixture.plugins.add(OWNER, source, "tool", jar);
        fixture.configurations.replace(
                OWNER, source, "configuration", List.of(new ConfigurationEntry("colour", "green", true)));
        fixture.finished(fixture.fleet.restart(OWNER, source));
        fixture.configurations.replace(
                OWNER, source, "configuration", List.of(new ConfigurationEntry("colour", "red", false)));

        Accepted made = clone(source, named("copy"));
        fixture.finished(made);
        DeploymentId copy = made.deployment().id();
        assertThat(served(copy).configuration()).containsExactly(new ConfigurationEntry("colour", "green", true));
        assertThat(fixture.pluginStore.names(copy).values()).containsExactly("tool");
        assertThat(fixture.pluginStore.attachments(served(copy).plugins()))
                .extracting(Attachment::sha256)
                .isEqualTo(fixture.pluginStore.attachments(served(source).plugins()).stream()
                        .map(Attachment::sha256)
                        .toList());

        fixture.finished(fixture.fleet.delete(OWNER, source, Role.OPERATOR));
        assertThat(fixture.pluginStore.names(copy)).hasSize(1);
        assertThat(fixture.status(copy).state()).isEqualTo(ShownState.RUNNING);
    }

    @Test
    void a_clone_gets_a_password_of_its_own_unless_it_is_to_keep_the_sources() {
        DeploymentId source = fixture.running("source");
        String sources = password(source);
        fixture.engine.taken = Optional.of(sources);
        Accepted made = clone(source, named("copy"));
        fixture.finished(made);
        assertThat(fixture.engine.taken).isPresent().get().isNotEqualTo(sources);
        assertThat(password(made.deployment().id())).isEqualTo(fixture.engine.taken.get());

        fixture.engine.taken = Optional.of(sources);
        Accepted kept = clone(source, wanted("kept", Optional.empty(), FirstPassword.AS_IT_IS));
        fixture.finished(kept);
        assertThat(fixture.engine.taken).contains(sources);
        assertThat(password(kept.deployment().id())).isEqualTo(sources);
    }

    @Test
    void one_whose_password_was_changed_inside_is_cloned_with_the_passwords_that_it_has() {
        DeploymentId source = fixture.running("source");
        fixture.engine.taken = Optional.of("changed inside");
        Accepted made = clone(source, named("copy"));
        fixture.finished(made);
        assertThat(fixture.firstUsers.of(OWNER, made.deployment().id()).password())
                .isEmpty();
    }

    @Test
    void new_data_that_comes_with_a_password_gets_the_generated_one_where_that_is_wanted() {
        fixture.engine.builtInPassword = Optional.of("password");
        fixture.engine.taken = Optional.of("password");
        DeploymentId generated = fixture.running("generated");
        assertThat(fixture.engine.taken).isPresent().get().isNotEqualTo("password");
        assertThat(password(generated)).isEqualTo(fixture.engine.taken.get());

        fixture.engine.taken = Optional.of("password");
        NewDeployment wanted = fixture.wanted("as_it_is");
        Accepted made = fixture.fleet.create(
                OWNER,
                new NewDeployment(
                        wanted.project(),
                        wanted.name(),
                        wanted.release(),
                        wanted.size(),
                        wanted.storageGb(),
                        wanted.storageType(),
                        wanted.placement(),
                        false,
                        List.of(),
                        FirstPassword.AS_IT_IS));
        fixture.finished(made);
        assertThat(password(made.deployment().id())).isEqualTo("password");
    }

    @Test
    void until_its_data_was_taken_nothing_else_begins_on_the_source() {
        DeploymentId source = fixture.running("source");
        CountDownLatch copying = new CountDownLatch(1);
        fixture.runtime.before = verb -> {
            if (verb.equals("makeVolumeFrom")) {
                await(copying);
            }
        };
        Accepted made = clone(source, named("copy"));
        assertThatThrownBy(() -> fixture.fleet.pause(OWNER, source))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.refusal())
                                .isEqualTo(new Refusal.Busy(
                                        "clone", made.operation().toString())));
        assertThatThrownBy(() -> fixture.fleet.delete(OWNER, source, Role.OPERATOR))
                .isInstanceOf(Refused.class);
        assertThat(fixture.status(source).state()).isEqualTo(ShownState.RUNNING);

        fixture.engine.answer = new Readiness.NotYet("still starting");
        copying.countDown();
        org.awaitility.Awaitility.await("the data was taken")
                .until(() -> fixture.fleet.operation(OWNER, made.operation()).steps().stream()
                        .anyMatch(step ->
                                step.name().equals("copy-data") && step.status() == OperationView.StepStatus.FINISHED));
        fixture.finished(fixture.fleet.pause(OWNER, source));
        fixture.engine.answer = new Readiness.Ready();
        fixture.finished(made);
        assertThat(fixture.fleet.operations(OWNER, source))
                .extracting(OperationView::id)
                .contains(made.operation());
    }

    @Test
    void a_clone_whose_data_cannot_be_taken_fails_and_leaves_the_source_as_it_was() {
        DeploymentId source = fixture.running("source");
        fixture.runtime.before = verb -> {
            if (verb.equals("makeVolumeFrom")) {
                throw new RuntimeFailure.Lasting("the disk is full");
            }
        };
        Accepted made = clone(source, named("copy"));
        OperationView ended = fixture.ended(made);
        assertThat(ended.error()).contains("the disk is full");
        assertThat(fixture.status(made.deployment().id()).state()).isEqualTo(ShownState.FAILED);
        assertThat(fixture.status(source).state()).isEqualTo(ShownState.RUNNING);
        assertThat(fixture.status(source).underIncident()).isFalse();
        fixture.finished(fixture.fleet.delete(OWNER, made.deployment().id(), Role.OPERATOR));
        fixture.finished(fixture.fleet.pause(OWNER, source));
    }

    @Test
    void one_that_is_paused_is_cloned_and_stays_paused() {
        DeploymentId source = fixture.running("source");
        fixture.finished(fixture.fleet.pause(OWNER, source));
        Accepted made = clone(source, named("copy"));
        fixture.finished(made);
        assertThat(fixture.status(source).state()).isEqualTo(ShownState.PAUSED);
        assertThat(fixture.status(made.deployment().id()).state()).isEqualTo(ShownState.RUNNING);
    }

    @Test
    void a_newer_release_may_take_the_copy_over_and_an_older_one_may_not() {
        DeploymentId source = fixture.running("source");
        Accepted newer =
                clone(source, wanted("newer", Optional.of(FleetFixture.release("2.0")), FirstPassword.GENERATED));
        fixture.finished(newer);
        DeploymentId copy = newer.deployment().id();
        assertThat(served(copy).spec().version().text()).isEqualTo("2.0");
        assertThatThrownBy(() ->
                        clone(copy, wanted("older", Optional.of(FleetFixture.release("1.0")), FirstPassword.GENERATED)))
                .hasMessageContaining("version");
        assertThatThrownBy(() -> clone(source, named("newer")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.NameTaken.class));
    }

    @Test
    void one_that_never_came_up_is_not_cloned() {
        fixture.runtime.diesAtOnce = request -> true;
        Accepted failing = fixture.fleet.create(OWNER, fixture.wanted("failing"));
        fixture.ended(failing);
        assertThatThrownBy(() -> clone(failing.deployment().id(), named("copy")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.WrongState.class));
        assertThat(fixture.runtime.workloads())
                .containsExactly(new WorkloadName(failing.deployment().id().toString()));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
