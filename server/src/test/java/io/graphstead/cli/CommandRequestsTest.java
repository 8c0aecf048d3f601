package io.graphstead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each command that changes something sends: method, path and body as the contract has them. */
class CommandRequestsTest extends AgainstFakeServer {
    /** Command; what it sends to change something; what the server answers. */
    static Stream<Arguments> changes() {
        String accepted = "{\"operationId\":\"" + OPERATION + "\"}";
        String withDatabase =
                "{\"database\":{\"id\":\"" + ORDERS + "\",\"name\":\"orders\"},\"operationId\":\"" + OPERATION + "\"}";
        return Stream.of(
                change(
                        "db rename orders sales",
                        "PUT " + DB,
                        "{\"name\":\"sales\"}",
                        200,
                        "{\"id\":\"" + ORDERS + "\"}"),
                change(
                        "db resize orders ds2",
                        "POST " + DB + "/plan/change",
                        "{\"targetPlanName\":\"ds2\"}",
                        202,
                        accepted),
                change(
                        "db upgrade orders 2026.08.1",
                        "POST " + DB + "/version/change",
                        "{\"targetVersion\":\"2026.08.1\"}",
                        202,
                        accepted),
                change(
                        "db clone orders sales --version 2026.08.1 --plan ds2",
                        "POST " + DB + "/clone",
                        "{\"name\":\"sales\",\"plan\":\"ds2\",\"version\":\"2026.08.1\"}",
                        202,
                        withDatabase),
                change("db export orders", "POST " + DB + "/export", "{}", 202, accepted),
                change(
                        "db switch orders orders",
                        "POST " + DB + "/connection-url/switch",
                        "{\"targetDatabaseId\":\"" + ORDERS + "\"}",
                        202,
                        withDatabase),
                change(
                        "snapshot create orders --label nightly --pin",
                        "POST " + DB + "/snapshots",
                        "{\"label\":\"nightly\",\"pinned\":true}",
                        202,
                        accepted),
                change(
                        "snapshot delete orders " + THING + " --yes",
                        "DELETE " + DB + "/snapshots/" + THING,
                        "",
                        204,
                        ""),
                change(
                        "snapshot restore orders " + THING + " --yes",
                        "POST " + DB + "/snapshots/" + THING + "/restore",
                        "{}",
                        202,
                        withDatabase),
                change(
                        "snapshot restore-new shop " + THING + " again --plan ds2",
                        "POST " + ENVIRONMENT + "/snapshots/" + THING + "/restore",
                        "{\"newDatabase\":{\"name\":\"again\",\"plan\":\"ds2\"}}",
                        202,
                        withDatabase),
                change(
                        "db delete orders --final-snapshot --yes",
                        "DELETE " + DB + "?finalSnapshot=true",
                        "",
                        202,
                        withDatabase),
                change(
                        "db extras orders --set READ_REPLICA_C",
                        "POST " + DB + "/extras",
                        "{\"enabledExtrasKinds\":[\"READ_REPLICA_C\"]}",
                        202,
                        accepted),
                change(
                        "db extras orders --none",
                        "POST " + DB + "/extras",
                        "{\"enabledExtrasKinds\":[]}",
                        202,
                        accepted),
                change(
                        "db protect orders",
                        "PUT " + DB + "/protection",
                        "{\"terminationProtected\":true}",
                        200,
                        "{\"terminationProtected\":true}"),
                change(
                        "db unprotect " + ORDERS,
                        "PUT " + DB + "/protection",
                        "{\"terminationProtected\":false}",
                        200,
                        "{\"terminationProtected\":false}"),
                change(
                        "db idle orders --pause-after 30 --wake",
                        "PUT " + DB + "/idle",
                        "{\"pauseAfterMinutes\":30,\"wakeOnConnect\":true}",
                        200,
                        "{\"pauseAfterMinutes\":30,\"wakeOnConnect\":true}"),
                change(
                        "db idle orders --never --no-wake",
                        "PUT " + DB + "/idle",
                        "{\"pauseAfterMinutes\":null,\"wakeOnConnect\":false}",
                        200,
                        "{\"pauseAfterMinutes\":null,\"wakeOnConnect\":false}"),
                change(
                        "db idle orders --wake",
                        "PUT " + DB + "/idle",
                        "{\"pauseAfterMinutes\":7,\"wakeOnConnect\":true}",
                        200,
                        "{\"pauseAfterMinutes\":7,\"wakeOnConnect\":true}"),
                change(
                        "db pause-schedule orders --resume 1-5 --time-zone Europe/Berlin",
                        "PUT " + DB + "/pause-schedule",
                        "{\"pause\":\"0 20 * * *\",\"resume\":\"1-5\",\"timeZone\":\"Europe/Berlin\",\"enabled\":true}",
                        200,
                        "{\"pause\":\"0 20 * * *\",\"resume\":null,\"timeZone\":null,\"enabled\":true}"),
                change(
                        "db pause-schedule orders --off",
                        "PUT " + DB + "/pause-schedule",
                        "{\"pause\":\"0 20 * * *\",\"resume\":null,\"timeZone\":null,\"enabled\":false}",
                        200,
                        "{\"pause\":\"0 20 * * *\",\"resume\":null,\"timeZone\":null,\"enabled\":false}"),
                change(
                        "snapshot schedule orders --hourly 0 --daily 30",
                        "PUT " + DB + "/snapshots/schedule",
                        "{\"schedule\":[{\"kind\":\"HOURLY\",\"retention\":24,\"enabled\":false},"
                                + "{\"kind\":\"DAILY\",\"retention\":30,\"enabled\":true}]}",
                        200,
                        "{\"schedule\":[]}"),
                change(
                        "db plugin disable orders apoc",
                        "PUT " + DB + "/plugins/" + THING,
                        "{\"enabled\":false}",
                        200,
                        "{}"),
                change(
                        "db plugin enable orders apoc",
                        "PUT " + DB + "/plugins/" + THING,
                        "{\"enabled\":true}",
                        200,
                        "{}"),
                change(
                        "snapshot verify orders " + THING,
                        "POST " + DB + "/snapshots/" + THING + "/verify",
                        "{}",
                        202,
                        withDatabase),
                change("db pause orders --project shop", "POST " + DB + "/pause", "{}", 202, withDatabase),
                change("db delete orders --yes", "DELETE " + DB, "", 202, withDatabase),
                change("operation cancel " + OPERATION, "DELETE " + DB + "/operations/" + OPERATION, "", 202, accepted),
                change(
                        "org update acme --memory-mb 4096",
                        "PUT " + ORGANIZATION,
                        "{\"quota\":{\"databases\":7,\"memoryMB\":4096}}",
                        200,
                        "{\"id\":\"" + ACME + "\"}"),
                change("org delete acme --yes", "DELETE " + ORGANIZATION, "", 204, ""),
                change(
                        "org member invite ada@example.org --role operator --grant-type staging",
                        "POST " + ORGANIZATION + "/members",
                        "{\"email\":\"ada@example.org\",\"role\":\"operator\",\"grantTypes\":[\"staging\"]}",
                        201,
                        "{\"id\":\"" + THING + "\",\"invitationUrl\":\"https://h/join/abc\"}"),
                change(
                        "org member update ada@example.org --role reader",
                        "PUT " + ORGANIZATION + "/members/" + THING,
                        "{\"role\":\"reader\"}",
                        200,
                        "{\"id\":\"" + THING + "\"}"),
                change(
                        "org member remove ada@example.org --yes",
                        "DELETE " + ORGANIZATION + "/members/" + THING,
                        "",
                        204,
                        ""),
                change("project delete shop --yes", "DELETE " + ENVIRONMENT, "", 204, ""),
                change(
                        "project rule add shop office 10.0.0.0/8",
                        "POST " + ENVIRONMENT + "/network-rules",
                        "{\"ipRange\":\"10.0.0.0/8\",\"label\":\"office\"}",
                        201,
                        "{\"id\":\"" + THING + "\"}"),
                change(
                        "project rule remove shop office --yes",
                        "DELETE " + ENVIRONMENT + "/network-rules/" + THING,
                        "",
                        204,
                        ""),
                change(
                        "api-client update job --org-role administrator",
                        "PUT " + ORGANIZATION + "/api-clients/" + THING,
                        "{\"grants\":[{\"organizationId\":\"" + ACME + "\",\"role\":\"administrator\"}]}",
                        200,
                        "{\"clientId\":\"" + THING + "\"}"),
                change(
                        "engine install-on-server neo4j 5.26.30",
                        "POST /engines/neo4j/releases/5.26.30/install",
                        "{}",
                        202,
                        accepted),
                change(
                        "engine install-on-server neo4j 5.26.30 --sha256 " + "a".repeat(64),
                        "POST /engines/neo4j/releases/5.26.30/install",
                        "{\"sha256\":\"" + "a".repeat(64) + "\"}",
                        202,
                        accepted),
                change("engine remove typedb 3.12.3 --yes", "DELETE /engines/typedb/releases/3.12.3", "", 204, ""),
                change("db plugin remove orders apoc --yes", "DELETE " + DB + "/plugins/" + THING, "", 204, ""));
    }

    private static Arguments change(String command, String request, String body, int status, String answer) {
        return Arguments.of(command, request, body, status, answer);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void it_sends_what_the_contract_says(String command, String request, String body, int status, String answer)
            throws Exception {
        things();
        server.on(
                "GET " + DB + "/pause-schedule",
                200,
                "{\"pause\":\"0 20 * * *\",\"resume\":null,\"timeZone\":null,\"enabled\":true}");
        server.on(
                "GET " + DB + "/snapshots/schedule",
                200,
                "{\"schedule\":[{\"kind\":\"HOURLY\",\"retention\":24,\"enabled\":true},"
                        + "{\"kind\":\"DAILY\",\"retention\":7,\"enabled\":false}]}");
        server.on("GET " + DB + "/idle", 200, "{\"pauseAfterMinutes\":7,\"wakeOnConnect\":false}");
        server.on(request.replaceFirst("\\?.*", ""), status, answer);
        cli.run(command.split(" ")).done();
        assertThat(server.changes()).hasSize(1);
        String sent = server.changes().getFirst();
        assertThat(sent).startsWith(request);
        var json = new ObjectMapper();
        assertThat(json.readTree(sent.substring(request.length()))).isEqualTo(json.readTree(body));
    }
}
