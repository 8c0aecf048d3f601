package io.graphstead.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.graphstead.refusal.Refusal.NoAccess;
import io.graphstead.refusal.Refusal.NoAccess.Reach;
import io.graphstead.refusal.Refused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every kind of caller, with every role or none at each place, against every needed role. */
class AccessTest {
    private static final OrganizationId OURS = OrganizationId.random();
    private static final OrganizationId THEIRS = OrganizationId.random();
    private static final Project PROJECT = project(OURS);
    private static final Project SIBLING = project(OURS);
    private static final Project FOREIGN = project(THEIRS);
    private static final String WHAT = "project x";

    private static Project project(OrganizationId organization) {
        return new Project(
                ProjectId.random(),
                organization,
                "Label",
                "label",
                "development",
                new Placement("aws", "eu-west-1"),
                "",
                Instant.EPOCH);
    }

    private static List<Optional<Role>> rolesOrNone() {
        List<Optional<Role>> all = new ArrayList<>();
        all.add(Optional.empty());
        for (Role role : Role.values()) {
            all.add(Optional.of(role));
        }
        return all;
    }

    private static Optional<Role> higher(Optional<Role> one, Optional<Role> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        return Optional.of(one.get().ordinal() >= other.get().ordinal() ? one.get() : other.get());
    }

    private static Optional<Reach> refusedTo(Caller caller, Role needed, Project project) {
        return reach(catchThrowableOfType(Refused.class, () -> Access.require(caller, needed, project, WHAT)));
    }

    private static Optional<Reach> refusedTo(Caller caller, Role needed, OrganizationId organization) {
        return reach(catchThrowableOfType(Refused.class, () -> Access.require(caller, needed, organization, WHAT)));
    }

    private static Optional<Reach> reach(Refused refused) {
        return Optional.ofNullable(refused).map(thrown -> ((NoAccess) thrown.refusal()).reach());
    }

    @Test
    void roles_include_those_before_them() {
        for (Role has : Role.values()) {
            for (Role needed : Role.values()) {
                assertThat(has.includes(needed)).isEqualTo(has.ordinal() >= needed.ordinal());
            }
        }
    }

    @Test
    void a_client_may_what_its_grants_say_and_nothing_else() {
        for (Optional<Role> onProject : rolesOrNone()) {
            for (Optional<Role> onOrganization : rolesOrNone()) {
                Caller client = new Caller.ApiClient(
                        UUID.randomUUID(),
                        OURS,
                        onProject.map(role -> Map.of(PROJECT.id(), role)).orElse(Map.of()),
                        onOrganization);
                for (Role needed : Role.values()) {
                    Optional<Role> there = higher(onProject, onOrganization);
                    assertThat(refusedTo(client, needed, PROJECT))
                            .isEqualTo(expected(there, needed, Reach.OTHER_PROJECT));
                    assertThat(refusedTo(client, needed, SIBLING))
                            .isEqualTo(expected(onOrganization, needed, Reach.OTHER_PROJECT));
                    assertThat(refusedTo(client, needed, FOREIGN)).contains(Reach.OTHER_ORGANIZATION);
                    assertThat(refusedTo(client, needed, OURS))
                            .isEqualTo(expected(onOrganization, needed, Reach.ROLE_TOO_LOW));
                    assertThat(refusedTo(client, needed, THEIRS)).contains(Reach.OTHER_ORGANIZATION);
                }
            }
        }
    }

    @Test
    void a_grant_on_a_foreign_project_gives_nothing() {
        Caller client = new Caller.ApiClient(
                UUID.randomUUID(), OURS, Map.of(FOREIGN.id(), Role.ADMINISTRATOR), Optional.of(Role.ADMINISTRATOR));
        assertThat(refusedTo(client, Role.READER, FOREIGN)).contains(Reach.OTHER_ORGANIZATION);
    }

    @Test
    void a_person_may_what_the_membership_says() {
        for (Optional<Role> member : rolesOrNone()) {
            Caller person = new Caller.Person(
                    UUID.randomUUID(),
                    member.map(role -> Map.of(OURS, new Membership(role, Set.of(PROJECT.grantType()))))
                            .orElse(Map.of()),
                    false);
            for (Role needed : Role.values()) {
                assertThat(refusedTo(person, needed, PROJECT))
                        .isEqualTo(
                                member.isEmpty()
                                        ? Optional.of(Reach.OTHER_ORGANIZATION)
                                        : expected(member, needed, Reach.OTHER_PROJECT));
                assertThat(refusedTo(person, needed, OURS))
                        .isEqualTo(
                                member.isEmpty()
                                        ? Optional.of(Reach.OTHER_ORGANIZATION)
                                        : expected(member, needed, Reach.ROLE_TOO_LOW));
                assertThat(refusedTo(person, needed, FOREIGN)).contains(Reach.OTHER_ORGANIZATION);
            }
        }
    }

    @Test
    void the_installation_may_everything() {
        for (Role needed : Role.values()) {
            assertThat(refusedTo(new Caller.Installation(), needed, PROJECT)).isEmpty();
            assertThat(refusedTo(new Caller.Installation(), needed, FOREIGN)).isEmpty();
            assertThat(refusedTo(new Caller.Installation(), needed, THEIRS)).isEmpty();
        }
    }

    private static Optional<Reach> expected(Optional<Role> has, Role needed, Reach without) {
        if (has.isEmpty()) {
            return Optional.of(without);
        }
        return has.get().includes(needed) ? Optional.empty() : Optional.of(Reach.ROLE_TOO_LOW);
    }
}
