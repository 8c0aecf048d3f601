package io.graphstead.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditActionTest {
    @ParameterizedTest
    @CsvSource({
        "POST, /deployments/databases/{vendor}, database.create",
        "GET, /deployments/databases/{vendor}, database.list",
        "GET, /deployments/databases/{vendor}/{databaseId}, database.read",
        "PUT, /deployments/databases/{vendor}/{databaseId}, database.update",
        "DELETE, /deployments/databases/{vendor}/{databaseId}, database.delete",
        "GET, /deployments/databases/{vendor}/{databaseId}/credentials, database.credentials.read",
        "GET, /deployments/databases/{vendor}/{databaseId}/status, database.status.read",
        "PUT, /deployments/databases/{vendor}/{databaseId}/settings/config, database.settings.config.update",
        "PUT, /deployments/databases/{vendor}/{databaseId}/protection, database.protection.update",
        "PUT, /deployments/databases/{vendor}/{databaseId}/idle, database.idle.update",
        "PUT, /deployments/databases/{vendor}/{databaseId}/pause-schedule, database.pause-schedule.update",
        "PUT, /deployments/databases/{vendor}/{databaseId}/snapshots/schedule, snapshot.schedule.update",
        "POST, /deployments/databases/{vendor}/{databaseId}/plugins, plugin.create",
        "DELETE, /deployments/databases/{vendor}/{databaseId}/plugins/{pluginId}, plugin.delete",
        "DELETE, /deployments/databases/{vendor}/{databaseId}/operations/{operationId}, operation.delete",
        "POST, /deployments/databases/{vendor}/{databaseId}/snapshots, snapshot.create",
        "DELETE, /deployments/environments/{environmentId}/snapshots/{snapshotId}, snapshot.delete",
        "POST, /deployments/environments, environment.create",
        "PUT, /deployments/environments/{environmentId}, environment.update",
        "GET, /deployments/environments/{environmentId}/databases, database.list",
        "POST, /deployments/environments/{environmentId}/network-rules, network-rule.create",
        "DELETE, /deployments/environments/{environmentId}/network-rules/{ruleId}, network-rule.delete",
        "POST, /organizations, organization.create",
        "POST, /organizations/{organizationId}/members, member.create",
        "PUT, /organizations/{organizationId}/api-clients/{clientId}, api-client.update",
        "GET, /organizations/{organizationId}/audit, organization.audit.read",
        "POST, /organizations/oauth/token, token.issue",
        "GET, /organizations/oauth/token, token.issue",
        "POST, /api/v1/auth, token.issue",
        "POST, /people/token, person.sign-in",
        "POST, /people/second-factor/remove, person.second-factor.remove",
        "POST, /console/sign-in/code, person.sign-in.code",
        "POST, /console/account/second-factor/off, account.second-factor.off",
        "POST, /invitations/{token}, invitation.accept",
        "POST, /api/org/{owner}/projects/{home}/clusters/deploy, database.create",
        "GET, /api/v1/team/{owner}/spaces/{home}/clusters, database.list",
        "POST, /api/team/{owner}/spaces/{home}/clusters/{id}/suspend, database.pause",
        "PATCH, /api/team/{owner}/spaces/{home}/clusters/{id}, database.update",
        "DELETE, /api/team/{owner}/spaces/{home}/clusters/{id}, database.delete",
    })
    void both_dialects_say_the_same_of_the_same(String method, String template, String action) {
        assertThat(AuditAction.of(method, template, false)).isEqualTo(action);
    }

    @Test
    void a_command_says_itself_what_it_does_and_by_both_methods() {
        for (String method : new String[] {"POST", "PUT"}) {
            String database = "/deployments/databases/{vendor}/{databaseId}";
            assertThat(AuditAction.of(method, database + "/pause", true)).isEqualTo("database.pause");
            assertThat(AuditAction.of(method, database + "/plan/change", true)).isEqualTo("database.plan.change");
            assertThat(AuditAction.of(method, database + "/extras", true)).isEqualTo("database.extras");
            assertThat(AuditAction.of(method, database + "/credentials/reset", true))
                    .isEqualTo("database.credentials.reset");
            assertThat(AuditAction.of(method, "/organizations/{o}/api-clients/{clientId}/secret/refresh", true))
                    .isEqualTo("api-client.secret.refresh");
            assertThat(AuditAction.of(method, "/engines/{engine}/releases/{version}/install", true))
                    .isEqualTo("release.install");
        }
    }
}
