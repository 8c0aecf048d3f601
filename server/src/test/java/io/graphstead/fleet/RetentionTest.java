package io.graphstead.fleet;

import static io.graphstead.fleet.FleetFixture.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.graphstead.identity.Role;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetentionTest {
    @Test
    void operations_can_be_read_for_90_days_after_their_end_those_of_deleted_deployments_too() throws Exception {
        try (FleetFixture fixture = new FleetFixture().started()) {
            DeploymentId stays = fixture.running("stays");
            DeploymentId goes = fixture.running("goes");
            Accepted deletion = fixture.fleet.delete(OWNER, goes, Role.OPERATOR);
            fixture.finished(deletion);

            new Retention(fixture.jdbi, Clock.offset(Clock.systemUTC(), Duration.ofDays(89))).forgetOld();
            assertThat(fixture.fleet.operations(OWNER, goes)).hasSize(2);
            assertThat(fixture.fleet.operations(OWNER, stays)).hasSize(1);

            new Retention(fixture.jdbi, Clock.offset(Clock.systemUTC(), Duration.ofDays(91))).forgetOld();
            assertThat(fixture.fleet.operations(OWNER, stays)).isEmpty();
            assertThat(fixture.fleet.get(OWNER, stays).name()).isEqualTo("stays");
            assertThatThrownBy(() -> fixture.fleet.operations(OWNER, goes)).hasMessageContaining("no deployment");
            assertThatThrownBy(() -> fixture.fleet.operation(OWNER, deletion.operation()))
                    .hasMessageContaining("no operation");
        }
    }
}
